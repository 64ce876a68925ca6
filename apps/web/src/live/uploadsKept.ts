/** A file that is being sent, as this device keeps it until it is there. */
export interface KeptUpload {
  id: string;
  ownerId: string;
  file: File;
  /** Where the server has it. */
  path?: string;
}

const STORE = 'files';

const open = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open('samenregie-uploads', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('no storage'));
  });

/** Without storage, as in a private window of some browsers, a file is sent all the same and does not outlive the page. */
async function inStore<T>(fallback: T, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  try {
    const database = await open();
    try {
      const request = work(database.transaction(STORE, 'readwrite').objectStore(STORE));
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
  inStore<IDBValidKey>('', (store) => store.put(upload));
export const letGo = (id: string): Promise<undefined> => inStore(undefined, (store) => store.delete(id));
export const keptUploads = (): Promise<KeptUpload[]> =>
  inStore<KeptUpload[]>([], (store) => store.getAll() as IDBRequest<KeptUpload[]>);
export const forgetKept = (): Promise<undefined> => inStore(undefined, (store) => store.clear());
