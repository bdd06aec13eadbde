import { connectToRedis, type RedisConnection } from '../../src/queue/connection';

/** A connection to a port where nothing answers, and that keeps trying. Whoever asks for it disconnects it. */
export function redisThatIsAway(): RedisConnection {
  const connection = connectToRedis('redis://127.0.0.1:1', 'producer');
  connection.on('error', () => undefined);
  return connection;
}
