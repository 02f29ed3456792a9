package io.auterity.gateway;

import io.auterity.gateway.door.GatewayStorage;
import io.auterity.jobs.batch.BatchStore;
import io.auterity.jobs.batch.vendor.VendorBatches;
import io.auterity.jobs.batch.vendor.VendorStore;
import io.auterity.jobs.file.FileQuery;
import io.auterity.jobs.file.FileStore;
import io.auterity.jobs.file.StoredFile;
import io.auterity.jobs.tuning.TuningStore;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.config.Settings;
import io.auterity.platform.id.Ids;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The stores of a gateway whose database is away. */
final class KeptNowhere implements FileStore {

  static final GatewayStorage KEEPING =
      new GatewayStorage(
          new KeptNowhere(),
          nowhere(BatchStore.class),
          new VendorBatches(
              nowhere(VendorStore.class), new Fleet(), 1, Time.system(), Ids.system(Time.system())),
          nowhere(TuningStore.class),
          Settings.DEFAULT.batches());

  private static <S> S nowhere(Class<S> store) {
    return store.cast(
        Proxy.newProxyInstance(
            store.getClassLoader(),
            new Class<?>[] {store},
            (proxy, method, arguments) -> {
              if (method.getName().equals("claim")) {
                return List.of();
              }
              throw away();
            }));
  }

  private static CallFailedException away() {
    return new CallFailedException(FailureCode.UNAVAILABLE, "the database cannot serve this now");
  }

  @Override
  public void begin(TenantScope scope, UUID file, UUID owner, Instant created) {
    throw away();
  }

  @Override
  public void beginResult(TenantScope scope, UUID file, UUID owner, Instant created) {
    throw away();
  }

  @Override
  public void append(TenantScope scope, UUID file, int number, byte[] piece) {
    throw away();
  }

  @Override
  public StoredFile complete(
      TenantScope scope, UUID file, String purpose, String name, @Nullable Duration kept) {
    throw away();
  }

  @Override
  public Optional<StoredFile> find(TenantScope scope, UUID owner, UUID file) {
    throw away();
  }

  @Override
  public List<StoredFile> find(TenantScope scope, UUID owner, Set<UUID> files) {
    throw away();
  }

  @Override
  public List<StoredFile> list(TenantScope scope, UUID owner, FileQuery query) {
    throw away();
  }

  @Override
  public Optional<byte[]> piece(TenantScope scope, UUID file, int number) {
    throw away();
  }

  @Override
  public boolean delete(TenantScope scope, UUID owner, UUID file) {
    throw away();
  }
}
