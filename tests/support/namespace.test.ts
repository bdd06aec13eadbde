import { Redis } from 'ioredis';
import { connectToMongo, transactionsOn } from '../../src/data/connection';
import { testNamespace } from './namespace';

describe('the servers of a test run', () => {
  test('MongoDB is a replica set: a transaction commits, and a second namespace sees nothing of it', async () => {
    const own = await connectToMongo(testNamespace().mongodbUri);
    const other = await connectToMongo(testNamespace().mongodbUri);
    await own.createCollection('things');
    await transactionsOn(own)(async (session) => {
      await own.collection('things').insertOne({ name: 'kept' }, { session });
    });
    expect(await own.collection('things').countDocuments()).toBe(1);
    expect(await other.collection('things').countDocuments()).toBe(0);
    await own.close();
    await other.close();
  });

  test('Redis answers and never evicts', async () => {
    const redis = new Redis(testNamespace().redisUrl);
    expect(await redis.config('GET', 'maxmemory-policy')).toEqual(['maxmemory-policy', 'noeviction']);
    await redis.quit();
  });
});
