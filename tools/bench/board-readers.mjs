import http from 'node:http';

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** The least that speaks HTTP: what the load client does must not be what is measured. */
const ask = (port, path, { method = 'GET', headers = {}, body } = {}) =>
  new Promise((resolve, reject) => {
    const request = http.request({ agent, port, host: '127.0.0.1', path, method, headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve(Buffer.concat(parts).toString()));
    });
    request.on('error', reject);
    request.end(body);
  });

/** The most tasks of a page of the API. */
const PAGE = 100;

/** A board from the floor, in one piece; answers how many tasks it has. */
export const fromFloor = async (port, { stream, tasks }) =>
  JSON.parse(await ask(port, `/?stream=${stream}&tasks=${tasks}`)).length;

/** A board from the API, page by page where one does not hold it; answers how many tasks it has. */
export const fromApi =
  (query) =>
  async (port, { id, token, tasks }) => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    let read = 0;
    let after = null;
    while (read < tasks) {
      const variables = { id, first: Math.min(PAGE, tasks - read), after };
      const text = await ask(port, '/graphql', { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
      const { data, errors } = JSON.parse(text);
      if (errors) throw new Error(text.slice(0, 300));
      const { nodes, pageInfo } = data.partnership.tasks;
      read += nodes.length;
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    return read;
  };
