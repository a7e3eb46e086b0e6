// Registers users. Address, login and TLS of the database: pg reads PG*, Node.js reads NODE_EXTRA_CA_CERTS.
import { createHash, randomBytes, scrypt } from 'node:crypto'
import { createServer } from 'node:http'
import { promisify } from 'node:util'
import pg from 'pg'

const database = new pg.Pool({ max: 5, connectionTimeoutMillis: 5000 })
database.on('error', (error) => console.error('Database error:', error.message)) // of an idle connection: pg replaces it

const hash = (token) => createHash('sha256').update(token).digest('hex')

const routes = {
  'GET /auth/health': async () => [200, { status: 'ok' }],

  'POST /auth/register': async (request) => {
    const { email, password } = await json(request)
    if (typeof email !== 'string' || typeof password !== 'string' || password.length < 8) {
      return [400, { error: 'email, and password of at least 8 characters, are needed' }]
    }
    const salt = randomBytes(16)
    const key = await promisify(scrypt)(password, salt, 32)
    const token = randomBytes(32).toString('base64url')
    const { rows } = await database.query(
      `INSERT INTO users (email, salt, key, token) VALUES ($1, $2, $3, $4)
       ON CONFLICT (email) DO NOTHING RETURNING id, email`,
      [email, salt, key, hash(token)],
    )
    return rows.length ? [201, { ...rows[0], token }] : [409, { error: 'this email is registered already' }]
  },

  'GET /auth/me': async (request) => {
    const token = request.headers.authorization?.replace('Bearer ', '') ?? ''
    const { rows } = await database.query('SELECT id, email FROM users WHERE token = $1', [hash(token)])
    return rows.length ? [200, rows[0]] : [401, { error: 'register first' }]
  },
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

const server = createServer(async (request, response) => {
  const route = routes[`${request.method} ${request.url.split('?')[0]}`]
  let answer = [404, { error: 'not found' }]
  try {
    if (route) answer = await route(request)
  } catch (error) {
    console.error('Registration error:', error)
    answer = [500, { error: 'the service cannot answer now' }]
  }
  response.writeHead(answer[0], { 'content-type': 'application/json' }).end(JSON.stringify(answer[1]))
})

process.on('SIGTERM', () => server.close(() => database.end().then(() => process.exit(0))))

// Two tasks that start at once would both create the table; the lock lets one of them go first.
await database.query(
  `BEGIN; SELECT pg_advisory_xact_lock(1);
   CREATE TABLE IF NOT EXISTS users (
     id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE NOT NULL,
     salt bytea NOT NULL, key bytea NOT NULL, token text UNIQUE NOT NULL);
   COMMIT`,
)
server.listen(Number(process.env.PORT), () => console.log(`auth-service listens on ${process.env.PORT}`))
