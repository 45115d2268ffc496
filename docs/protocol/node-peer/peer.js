// An actor that opens and serves contexts over TCP.
import rsocketCore from 'rsocket-core';
import rsocketTcp from 'rsocket-tcp-client';
import { ChildDialog, FRAMES, ParentDialog } from './dialog.js';
import { METADATA_MIME_TYPE, endpoint, metadata } from './routes.js';

export class Peer {
  /** Connects, and serves the endpoints on the same connection. */
  static async connect(port, self, endpoints = {}, window = 8) {
    const connector = new rsocketCore.RSocketConnector({
      setup: {
        metadataMimeType: METADATA_MIME_TYPE,
        dataMimeType: 'application/cbor',
        keepAlive: 20_000,
        lifetime: 90_000,
      },
      transport: new rsocketTcp.TcpClientTransport({ connectionOptions: { host: '127.0.0.1', port } }),
      responder: {
        requestChannel: (payload, demand, complete, channel) => {
          const name = endpoint(payload.metadata);
          if (name === undefined) {
            throw new Error('Only contexts are served here');
          }
          const dialog = new ChildDialog(self, window, endpoints, name);
          dialog.channel = channel;
          dialog.demand = demand;
          channel.request(FRAMES);
          dialog.receive(payload.data);
          if (complete) {
            dialog.lose('completed before the last message');
          }
          return dialog.events();
        },
      },
    });
    return new Peer(await connector.connect(), self);
  }

  constructor(rsocket, self) {
    this.rsocket = rsocket;
    this.self = self;
  }

  /** Sends Start. The dialog has begun when `first` of it is there. */
  begin(name, args = {}, { window = 64, deadline } = {}) {
    const dialog = new ParentDialog(this.self, window);
    const start = dialog.start(name, args, deadline);
    dialog.channel = this.rsocket.requestChannel({ data: start, metadata: metadata(name) }, FRAMES, false,
      dialog.events());
    return dialog;
  }

  /** Opens a context: waits for its first value. */
  async open(name, args, options) {
    const dialog = this.begin(name, args, options);
    await dialog.until(() => dialog.streaming || dialog.over());
    if (!dialog.streaming) {
      dialog.check();
    }
    return dialog;
  }

  close() {
    this.rsocket.close();
  }
}
