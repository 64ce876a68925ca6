/** A file that is being sent, as this device keeps it until it is there. */
export interface KeptUpload {
  id: string;
  ownerId: string;
  file: File;
  /** Where the server has it. */
  path?: string;
}

/** A file that was chosen with a text that was not sent yet. */
export interface KeptChoice {
  id: string;
  file: File;
  /** In milliseconds. */
  at: number;
}

const SENDING = 'files';
const CHOSEN = 'chosen';
/** What was chosen in a window that is long closed is nobody's to go on with. */
const FORGET_MS = 24 * 60 * 60 * 1_000;

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('samenregie-uploads', 2);
    request.onupgradeneeded = () => {
      for (const name of [SENDING, CHOSEN])
        if (!request.result.objectStoreNames.contains(name)) request.result.createObjectStore(name, { keyPath: 'id' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no storage'));
  });

/** Without storage, as in a private window of some browsers, a file is sent all the same and does not outlive the page. */
async function inStore<T>(name: string, fallback: T, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  try {
    const database = await open();
    try {
      const request = work(database.transaction(name, 'readwrite').objectStore(name));
      return await new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('no storage'));
      });
    } finally {
      database.close();
    }
  } catch {
    return fallback;
  }
}

export const keep = (upload: KeptUpload): Promise<IDBValidKey> =>
  inStore<IDBValidKey>(SENDING, '', (store) => store.put(upload));
export const letGo = (id: string): Promise<undefined> => inStore(SENDING, undefined, (store) => store.delete(id));
export const keptUploads = (): Promise<KeptUpload[]> =>
  inStore<KeptUpload[]>(SENDING, [], (store) => store.getAll() as IDBRequest<KeptUpload[]>);

export const keepChoice = (choice: KeptChoice): Promise<IDBValidKey> =>
  inStore<IDBValidKey>(CHOSEN, '', (store) => store.put(choice));
export const letChoiceGo = (id: string): Promise<undefined> => inStore(CHOSEN, undefined, (store) => store.delete(id));
/** Everything that was chosen on this device within a day. */
export async function keptChoices(): Promise<KeptChoice[]> {
  const all = await inStore<KeptChoice[]>(CHOSEN, [], (store) => store.getAll() as IDBRequest<KeptChoice[]>);
  const [old, fresh] = [[] as KeptChoice[], [] as KeptChoice[]];
  for (const choice of all) (choice.at < Date.now() - FORGET_MS ? old : fresh).push(choice);
  await Promise.all(old.map(({ id }) => letChoiceGo(id)));
  return fresh;
}

export async function forgetKept(): Promise<void> {
  for (const name of [SENDING, CHOSEN]) await inStore(name, undefined, (store) => store.clear());
}
