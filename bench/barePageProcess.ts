import type { AddressInfo } from 'node:net';
import ejs from 'ejs';
import express from 'express';
import { serveQuestions } from './support/ownProcess';

/** Express and EJS and nothing else: one route that prints a compiled template of a given size with a few values in it. */
let template = ejs.compile('');
const app = express();
app.disable('x-powered-by');
app.get('/page', (_request, response) => {
  response.type('html').send(template({ title: 'Varsel', days: ['16. juni 2026', '1. juli 2026'], name: 'Virksomhet 0' }));
});

const server = app.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  serveQuestions<{ template: string }>((question) => {
    template = ejs.compile(question.template);
    return port;
  });
});
