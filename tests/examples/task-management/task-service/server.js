// Keeps tasks of registered users. pg reads PG*, Node.js reads NODE_EXTRA_CA_CERTS; AUTH_SERVICE_URL is the service called.
import { createServer } from 'node:http'
import pg from 'pg'

const database = new pg.Pool({ max: 5, connectionTimeoutMillis: 5000 })
database.on('error', (error) => console.error('Database error:', error.message)) // of an idle connection: pg replaces it

const routes = {
  'GET /tasks': async (_, user) => {
    const { rows } = await database.query('SELECT id, title FROM tasks WHERE user_id = $1 ORDER BY id', [user.id])
    return [200, rows]
  },

  'POST /tasks': async (request, user) => {
    const { title } = await json(request)
    if (typeof title !== 'string' || !title) return [400, { error: 'title is needed' }]
    const { rows } = await database.query(
      'INSERT INTO tasks (user_id, title) VALUES ($1, $2) RETURNING id, title',
      [user.id, title],
    )
    return [201, rows[0]]
  },
}

async function userOf(request) {
  const headers = { authorization: request.headers.authorization ?? '' }
  const signal = AbortSignal.timeout(5000)
  const answer = await fetch(`${process.env.AUTH_SERVICE_URL}/auth/me`, { headers, signal })
  if (answer.ok) return answer.json()
  if (answer.status === 401) return null
  throw new Error(`auth-service answers ${answer.status}`)
}

async function json(request) {
  let text = ''
  for await (const part of request) {
    text += part
    if (text.length > 10_000) break
  }
  try {
    return Object(JSON.parse(text))
  } catch {
    return {}
  }
}

async function answerTo(request) {
  // Every path begins with /tasks: the load balancer sends /tasks/* here, with the path as it is.
  const path = request.url.split('?')[0].replace(/\/$/, '')
  if (`${request.method} ${path}` === 'GET /tasks/health') return [200, { status: 'ok' }]
  const route = routes[`${request.method} ${path}`]
  if (!route) return [404, { error: 'not found' }]
  const user = await userOf(request)
  return user ? route(request, user) : [401, { error: 'register with auth-service first' }]
}

const server = createServer(async (request, response) => {
  let answer
  try {
    answer = await answerTo(request)
  } catch (error) {
    console.error('Task error:', error)
    answer = [500, { error: 'the service cannot answer now' }]
  }
  response.writeHead(answer[0], { 'content-type': 'application/json' }).end(JSON.stringify(answer[1]))
})

process.on('SIGTERM', () => server.close(() => database.end().then(() => process.exit(0))))

// Two tasks that start at once would both create the table; the lock lets one of them go first.
await database.query(
  `BEGIN; SELECT pg_advisory_xact_lock(2);
   CREATE TABLE IF NOT EXISTS tasks (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, user_id bigint NOT NULL, title text NOT NULL);
   COMMIT`,
)
server.listen(Number(process.env.PORT), () => console.log(`task-service listens on ${process.env.PORT}`))
