package io.auterity.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.gateway.CannotListenException;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.server.GivenSettings;
import io.auterity.server.RunningServer;
import io.auterity.server.inbound.InboundAddress;
import io.auterity.server.start.OperatorKey;
import io.auterity.spi.CallFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("postgresql")
class ProductStartTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  @TempDir Path directory;

  private final CompletableFuture<Storage> opened = new CompletableFuture<>();

  @Test
  void aProductThatCannotBeMadeLeavesNoStorageOpen() {
    ProductStart start =
        ProductStart.begin(
            this::storage,
            storage -> {
              throw new IllegalStateException("no product");
            });

    assertThatThrownBy(start::product).hasMessage("no product");
    assertClosed();
  }

  @Test
  void whoWaitsForRoutesOfAProductThatCannotBeMadeIsToldWhy() {
    ProductStart start =
        ProductStart.begin(
            this::storage,
            storage -> {
              throw new IllegalStateException("no product");
            });

    start.route(made -> assertThat(made).isNull());

    assertThatThrownBy(start::awaitRoutes).hasMessage("no product");
    assertThat(start.ready()).isFalse();
  }

  @Test
  void theServerIsReadyAndNoRequestWaitsOnceTheRoutesAreThere() throws IOException {
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.createDirectories(RunningServer.places(data).plugins());
    ProductStart start =
        ProductStart.begin(
            this::storage,
            storage ->
                new Product(
                    RunningServer.places(data),
                    RunningServer.settings(),
                    storage,
                    MemoryPool.ofHeap(),
                    OperatorKey.of(data, new SecureRandom()),
                    new InboundAddress(RunningServer.settings(), Set.of()),
                    Telemetry.none()));
    try {
      assertThat(start.product()).isNotNull();
      assertThat(start.ready()).as("without its routes").isFalse();

      start.route(made -> assertThat(made.controllers()).isNotEmpty());
      start.awaitRoutes();

      assertThat(start.ready()).isTrue();
    } finally {
      start.close();
    }
  }

  @Test
  void aProductThatCannotStartLeavesNoStorageOpen() throws IOException {
    Path data = Files.createDirectory(directory.resolve("data"));
    Files.createDirectories(RunningServer.places(data).plugins());
    OperatorKey operator = OperatorKey.of(data, new SecureRandom());
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Settings settings = GivenSettings.usual().gateway("127.0.0.1", taken.getLocalPort()).made();
      ProductStart start =
          ProductStart.begin(
              this::storage,
              storage ->
                  new Product(
                      RunningServer.places(data),
                      settings,
                      storage,
                      MemoryPool.ofHeap(),
                      operator,
                      new InboundAddress(settings, Set.of()),
                      Telemetry.none()));

      assertThatThrownBy(start::product)
          .isInstanceOf(CannotListenException.class)
          .hasNoSuppressedExceptions();
    }
    assertClosed();
  }

  private Storage storage() {
    Storage storage = Storage.at(db.logins());
    opened.complete(storage);
    return storage;
  }

  private void assertClosed() {
    assertThat(opened).isCompleted();
    assertThatThrownBy(() -> opened.join().database().inTenant(db.newTenant(), tx -> true))
        .isInstanceOf(CallFailedException.class)
        .hasMessageStartingWith("unavailable");
  }
}
