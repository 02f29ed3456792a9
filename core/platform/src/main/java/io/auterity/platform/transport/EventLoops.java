package io.auterity.platform.transport;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The event loops of this process, which all sockets of the transport and of the gateway's listener
 * share. Their contexts are made here, once: one made while a plugin's code runs would keep that
 * plugin's class loader.
 */
public final class EventLoops implements AutoCloseable {

  private static final int PATIENCE_SECONDS = 10;

  private final Vertx vertx;
  private final List<EventLoop> loops = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();

  private EventLoops(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Starts that many loops. */
  public static EventLoops start(int number) {
    VertxOptions options =
        new VertxOptions()
            .setEventLoopPoolSize(number)
            .setDisableTCCL(true)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setFileCachingEnabled(false)
                    .setClassPathResolvingEnabled(false));
    EventLoops loops = new EventLoops(Vertx.vertx(options));
    await(loops.vertx.deployVerticle(loops::member, new DeploymentOptions().setInstances(number)));
    return loops;
  }

  /** A loop for each core. */
  public static EventLoops start() {
    return start(Runtime.getRuntime().availableProcessors());
  }

  /** How many loops there are. */
  public int size() {
    return loops.size();
  }

  public Vertx vertx() {
    return vertx;
  }

  /** One loop after the other. */
  EventLoop next() {
    return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
  }

  @Override
  public void close() {
    await(vertx.close());
  }

  private VerticleBase member() {
    return new VerticleBase() {
      @Override
      public Future<?> start() {
        loops.add(new EventLoop(context));
        return Future.succeededFuture();
      }
    };
  }

  private static <T> void await(Future<T> future) {
    try {
      future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the event loops do not answer", e);
    }
  }
}
