// The floor of the boards: a bare `http` server with one statement, under row-level security for one person.
import { createServer } from 'node:http';
import pg from 'pg';

const { DATABASE_URL, SETTINGS } = process.env;
// The rights are those of a person who never changes, and hold as long as a connection does.
const options = Object.entries(JSON.parse(SETTINGS))
  .map(([name, value]) => `-c ${name}=${value}`)
  .join(' ');
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10, options });

const person = (id) =>
  `(select json_build_object('displayName', p.display_name) from access.accounts p where p.id = ${id})`;
const BOARD = {
  name: 'board',
  text: `
    select coalesce(json_agg(board), '[]')::text as board from (
      select t.id, t.number, t.title, t.status, t.priority, t.due_on as "dueOn", t.rank, t.version,
             ${person('t.assignee_id')} as assignee,
             (select json_agg(json_build_object('name', a.name)) from coordination.task_actors l
              join directory.actors a on a.id = l.actor_id where l.task_id = t.id) as actors,
             (select json_agg(c) from (
                select c.body, ${person('c.author_id')} as author from coordination.comments c
                where c.task_id = t.id order by c.created_at desc, c.id desc limit 3) c) as comments,
             (select count(*) from coordination.comments c where c.task_id = t.id) as "commentCount",
             steps.done as "checklistDone", steps.total as "checklistTotal"
      from (select * from coordination.tasks t where t.partnership_id = $1 and t.archived_at is null
            order by array_position('{TODO,BUSY,WAITING,DONE}', t.status), t.rank, t.id limit $2) t
      cross join lateral (select count(*) filter (where i.done) as done, count(*) as total
                          from coordination.checklist_items i where i.task_id = t.id) steps) board`,
};

const server = createServer(async (request, response) => {
  const { searchParams } = new URL(request.url, 'http://localhost');
  const { rows } = await pool.query({
    ...BOARD,
    values: [searchParams.get('stream'), Number(searchParams.get('tasks'))],
  });
  response.setHeader('content-type', 'application/json').end(rows[0].board);
});
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () => console.log(`listening ${server.address().port}`));
process.stdin.on('end', () => process.exit()).resume();
