package io.tractor.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP relay to a port of this machine that can stop to forward. Both ends then see
 * nothing: no end of the connection, no reset, only that nothing arrives any more.
 */
final class Cable implements AutoCloseable {

	private static final int BUFFER = 16_384;

	private final int target;

	private final ServerSocket listening;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private final AtomicInteger pulled = new AtomicInteger();

	private Cable(int target) throws IOException {
		this.target = target;
		this.listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
	}

	/** Leads from any port to the target. */
	static Cable to(int target) {
		try {
			Cable cable = new Cable(target);
			start(cable::acceptAll);
			return cable;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	int port() {
		return this.listening.getLocalPort();
	}

	/**
	 * Drops from now on whatever comes on the connections there are. Later ones are
	 * forwarded.
	 */
	void pull() {
		this.pulled.incrementAndGet();
	}

	private void acceptAll() throws IOException {
		while (true) {
			Socket near = keep(this.listening.accept());
			Socket far = keep(new Socket(InetAddress.getLoopbackAddress(), this.target));
			int connected = this.pulled.get();
			start(() -> forward(near, far, connected));
			start(() -> forward(far, near, connected));
		}
	}

	private Socket keep(Socket socket) throws IOException {
		socket.setTcpNoDelay(true);
		this.sockets.add(socket);
		return socket;
	}

	private void forward(Socket from, Socket to, int connected) throws IOException {
		byte[] buffer = new byte[BUFFER];
		InputStream in = from.getInputStream();
		OutputStream out = to.getOutputStream();
		for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
			if (this.pulled.get() == connected) {
				out.write(buffer, 0, count);
			}
		}
		if (this.pulled.get() == connected) {
			to.close();
		}
	}

	private static void start(Forwarding forwarding) {
		Thread thread = new Thread(() -> {
			try {
				forwarding.run();
			}
			catch (IOException ex) {
				// A socket was closed: its end.
			}
		}, "cable");
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void close() throws IOException {
		this.listening.close();
		for (Socket socket : this.sockets) {
			socket.close();
		}
	}

	/**
	 * Ends with its socket.
	 */
	@FunctionalInterface
	private interface Forwarding {

		void run() throws IOException;

	}

}
