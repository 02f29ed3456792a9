package io.auterity.server.wiring;

import io.auterity.server.health.Dependency;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The start of the database and of the product over it, beside that of the web server. Routes reach
 * the product through here; until it is there the server is not ready.
 */
final class ProductStart implements AutoCloseable {

  private final CompletableFuture<Product> made;
  private final CompletableFuture<Product> product;
  private final CompletableFuture<@Nullable Void> routed = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private ProductStart(CompletableFuture<Product> made, CompletableFuture<Product> product) {
    this.made = made;
    this.product = product;
  }

  /** Begins, on a thread that lives until it is done. */
  static ProductStart begin(Supplier<Storage> storage, Function<Storage, Product> maker) {
    CompletableFuture<Product> made = new CompletableFuture<>();
    CompletableFuture<Product> product = new CompletableFuture<>();
    Thread.ofPlatform()
        .name("start-product")
        .start(() -> product.completeAsync(() -> open(storage.get(), maker, made), Runnable::run));
    return new ProductStart(made, product);
  }

  private static Product open(
      Storage storage, Function<Storage, Product> maker, CompletableFuture<Product> made) {
    try {
      Product product = maker.apply(storage);
      made.complete(product);
      return started(product);
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

  /** Adds the routes of all parts, while they start; until then the server is not ready. */
  void route(Consumer<Product> routes) {
    CompletableFuture.anyOf(made, product).exceptionally(failure -> null).join();
    if (made.isDone()) {
      routes.accept(made.join());
      routed.complete(null);
    }
  }

  /**
   * Waits until the routes of all parts are there; what kept the product from starting is thrown.
   */
  void awaitRoutes() {
    product();
    routed.join();
  }

  boolean ready() {
    return routed.isDone() && started();
  }

  private boolean started() {
    return product.isDone() && !product.isCompletedExceptionally();
  }

  List<Dependency> dependencies() {
    return ready() ? product().dependencies() : List.of(new Starting());
  }

  /** Takes no new calls at the gateway and lets those under way end. */
  void drainGateway() {
    if (started()) {
      product().gateway.drain();
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
      started.storage.close();
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
