package io.auterity.bench.traffic;

import io.auterity.bench.figures.VoidRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An endpoint in this process that offers one model and takes its time: it streams numbered deltas
 * at a steady pace, answers after a while or fails, or never answers. One thread serves all of its
 * connections.
 */
public final class SlowEndpoint implements AutoCloseable {

  private static final int BUFFER = 65_536;
  private static final int BACKLOG = 4_096;
  private static final long MILLI = 1_000_000;

  private static final ByteBuffer UNAVAILABLE =
      DeltaStream.whole("503 Service Unavailable", "{\"error\": {\"message\": \"overloaded\"}}");
  private static final long SEED = 20_261_122;

  private final List<ByteBuffer> steps;
  private final double failing;
  private final Random draws = new Random(SEED);
  private final AtomicLong failures = new AtomicLong();
  private final long pace;
  private final ByteBuffer models;
  private final ServerSocketChannel server;
  private final Selector selector;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final Queue<Client> streams =
      new PriorityQueue<>(Comparator.comparingLong(client -> client.due));
  private final Thread thread = Thread.ofPlatform().daemon().name("endpoint").unstarted(this::run);
  private volatile boolean closed;

  private SlowEndpoint(String model, List<ByteBuffer> steps, Duration pace, double failing) {
    this.steps = steps;
    this.failing = failing;
    this.pace = pace.toNanos();
    this.models = DeltaStream.models(model);
    try {
      this.selector = Selector.open();
      this.server =
          ServerSocketChannel.open()
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    thread.start();
  }

  /** Streams so many deltas, the first after the pace has passed. */
  public static SlowEndpoint streaming(String model, int deltas, Duration pace) {
    return new SlowEndpoint(model, DeltaStream.steps(model, deltas), pace, 0);
  }

  /**
   * Answers whole, when the time has passed, or at once that it is not available.
   *
   * @param failing the share of the answers that are failures, drawn one by one
   */
  public static SlowEndpoint answering(
      String model, String answer, Duration after, double failing) {
    List<ByteBuffer> steps = List.of(ByteBuffer.allocate(0), DeltaStream.whole("200 OK", answer));
    return new SlowEndpoint(model, steps, after, failing);
  }

  /** Takes calls and never answers them. */
  public static SlowEndpoint hanging(String model) {
    return new SlowEndpoint(model, List.of(), Duration.ZERO, 0);
  }

  /** How many of its answers were failures. */
  public long failures() {
    return failures.get();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.socket().getLocalPort());
  }

  private void run() {
    try {
      while (!closed) {
        Client next = streams.peek();
        if (next == null) {
          selector.select(this::serve);
        } else {
          long wait = (next.due - System.nanoTime() + MILLI - 1) / MILLI;
          selector.select(this::serve, Math.max(1, wait));
        }
        stepAll();
      }
    } catch (IOException e) {
      throw new VoidRunException("the endpoint failed: " + e.getMessage());
    }
  }

  private void stepAll() {
    long now = System.nanoTime();
    for (Client next = streams.peek(); next != null && next.due <= now; next = streams.peek()) {
      streams.remove();
      next.step();
    }
  }

  private void serve(SelectionKey key) {
    if (key.attachment() instanceof Client client) {
      client.read();
    } else {
      accept();
    }
  }

  private void accept() {
    try {
      SocketChannel channel = server.accept();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.register(selector, SelectionKey.OP_READ, new Client(channel));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Client {

    private final SocketChannel channel;
    private final HttpReader reader = new HttpReader(part -> {});
    private int next;
    private long due;

    Client(SocketChannel channel) {
      this.channel = channel;
    }

    void read() {
      try {
        buffer.clear();
        if (channel.read(buffer) < 0) {
          hangUp();
          return;
        }
        buffer.flip();
        while (reader.read(buffer)) {
          answer();
        }
      } catch (IOException e) {
        hangUp();
      }
    }

    private void answer() throws IOException {
      if (reader.start().startsWith("GET ")) {
        write(models);
      } else if (draws.nextDouble() < failing) {
        failures.incrementAndGet();
        write(UNAVAILABLE.duplicate());
      } else if (!steps.isEmpty()) {
        next = 0;
        due = System.nanoTime();
        step();
      }
    }

    private void step() {
      try {
        write(steps.get(next++));
        due += pace;
        if (next < steps.size()) {
          streams.add(this);
        }
      } catch (IOException e) {
        hangUp();
      }
    }

    // What is in the buffers of one stream is far less than they hold.
    private void write(ByteBuffer bytes) throws IOException {
      ByteBuffer left = bytes.duplicate();
      channel.write(left);
      if (left.hasRemaining()) {
        throw new IOException("the caller does not read");
      }
    }

    private void hangUp() {
      streams.remove(this);
      try {
        channel.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      thread.join();
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
