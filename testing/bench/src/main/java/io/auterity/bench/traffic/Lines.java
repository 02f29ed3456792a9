package io.auterity.bench.traffic;

import io.auterity.bench.figures.VoidRunException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Connections to one address, each with one request under way at most; one thread reads all. */
final class Lines implements AutoCloseable {

  private static final int BUFFER = 65_536;

  /** Hears of one line, on the thread that reads. */
  interface Listener extends HttpReader.Body {

    @Override
    default void part(ByteBuffer bytes) {}

    void answered(int status);

    /** The request that was under way gets no answer. */
    void broken(IOException why);
  }

  private final InetSocketAddress address;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private volatile boolean closed;
  private final Thread thread = Thread.ofPlatform().daemon().name("lines").unstarted(this::run);

  Lines(URI target) {
    this.address = new InetSocketAddress(target.getHost(), target.getPort());
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.start();
  }

  /** One connection, opened when something is sent and none is open. */
  final class Line {

    private final Listener listener;
    private volatile @Nullable SocketChannel channel;
    private HttpReader reader;
    private final AtomicBoolean busy = new AtomicBoolean();

    Line(Listener listener) {
      this.listener = listener;
      this.reader = new HttpReader(listener);
    }

    /**
     * Sends a request; the answer to the one before has come, or never will.
     *
     * @throws IOException unless the listener has heard of it
     */
    void send(ByteBuffer request) throws IOException {
      SocketChannel open = channel;
      busy.set(true);
      try {
        if (open == null) {
          open = connect();
        }
        ByteBuffer left = request.duplicate();
        while (left.hasRemaining()) {
          open.write(left);
        }
      } catch (IOException e) {
        if (busy.getAndSet(false)) {
          throw e;
        }
      }
    }

    private SocketChannel connect() throws IOException {
      SocketChannel fresh = SocketChannel.open(address);
      fresh.setOption(StandardSocketOptions.TCP_NODELAY, true);
      fresh.configureBlocking(false);
      reader = new HttpReader(listener);
      channel = fresh;
      fresh.register(selector, SelectionKey.OP_READ, this);
      selector.wakeup();
      return fresh;
    }

    private void read() {
      SocketChannel open = channel;
      if (open == null) {
        return;
      }
      try {
        buffer.clear();
        if (open.read(buffer) < 0) {
          throw new EOFException("the connection was closed");
        }
        buffer.flip();
        while (reader.read(buffer)) {
          int status = reader.status();
          busy.set(false);
          listener.answered(status);
        }
      } catch (IOException e) {
        hangUp(open, e);
      }
    }

    private void hangUp(SocketChannel open, IOException why) {
      channel = null;
      close(open);
      if (busy.getAndSet(false)) {
        listener.broken(why);
      }
    }
  }

  Line open(Listener listener) {
    return new Line(listener);
  }

  private void run() {
    try {
      while (!closed) {
        selector.select(key -> ((Line) key.attachment()).read());
      }
    } catch (IOException e) {
      throw new VoidRunException("the answers cannot be read: " + e.getMessage());
    }
  }

  /** Ends all connections; no listener hears anything afterwards. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
      selector.keys().forEach(key -> close((SocketChannel) key.channel()));
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
