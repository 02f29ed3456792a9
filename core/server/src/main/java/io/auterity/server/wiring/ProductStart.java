package io.auterity.server.wiring;

import io.auterity.server.health.Dependency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The start of the database and of the product over it, beside that of the web server. Routes reach
 * the product through here; until it is there the server is not ready.
 */
final class ProductStart implements AutoCloseable {

  private final CompletableFuture<Product> product;
  private final AtomicBoolean closed = new AtomicBoolean();

  private ProductStart(CompletableFuture<Product> product) {
    this.product = product;
  }

  /** Begins, on a thread that lives until it is done. */
  static ProductStart begin(Supplier<Storage> storage, Function<Storage, Product> maker) {
    CompletableFuture<Product> product = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("start-product")
        .start(() -> product.completeAsync(() -> open(storage.get(), maker), Runnable::run));
    return new ProductStart(product);
  }

  private static Product open(Storage storage, Function<Storage, Product> maker) {
    try {
      return started(maker.apply(storage));
    } catch (RuntimeException | Error e) {
      storage.close();
      throw e;
    }
  }

  private static Product started(Product product) {
    try {
      return product.start();
    } catch (RuntimeException | Error e) {
      product.close();
      throw e;
    }
  }

  /** Waits for the product; what kept it from starting is thrown as it is. */
  Product product() {
    try {
      return product.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  boolean ready() {
    return product.isDone() && !product.isCompletedExceptionally();
  }

  List<Dependency> dependencies() {
    return ready() ? product().dependencies() : List.of(new Starting());
  }

  /** Takes no new calls at the gateway and lets those under way end. */
  void drainGateway() {
    if (ready()) {
      product().gateway.close();
    }
  }

  /** Ends the product, once: a web server that cannot start ends it before its starter does. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    Product started = product.exceptionally(failure -> null).join();
    if (started != null) {
      started.close();
      started.base.storage.close();
    }
  }

  private static final class Starting implements Dependency {
    @Override
    public String name() {
      return "start";
    }

    @Override
    public Optional<String> problem() {
      return Optional.of("the server is starting");
    }
  }
}
