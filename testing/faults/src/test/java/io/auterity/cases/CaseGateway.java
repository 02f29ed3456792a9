package io.auterity.cases;

import io.auterity.faults.FaultRoad;
import io.auterity.gateway.GatewayServer;
import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.gateway.door.CallAccess;
import io.auterity.gateway.door.GatewayStorage;
import io.auterity.gateway.door.ResponseArchive;
import io.auterity.gateway.model.ModelNames;
import io.auterity.jobs.batch.BatchStore;
import io.auterity.jobs.batch.vendor.VendorBatches;
import io.auterity.jobs.batch.vendor.VendorStore;
import io.auterity.jobs.file.FileStore;
import io.auterity.jobs.tuning.TuningStore;
import io.auterity.platform.bound.MemoryPool;
import io.auterity.platform.call.Authenticator;
import io.auterity.platform.call.Credential;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.Verdict;
import io.auterity.platform.config.Settings;
import io.auterity.platform.id.Ids;
import io.auterity.platform.telemetry.Telemetry;
import io.auterity.platform.time.Time;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.testkit.strict.StrictVendor;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The whole gateway over one provider, whose vendor is a strict fake. */
final class CaseGateway implements AutoCloseable {

  private final CaseVendor vendor;
  private final StrictVendor fake;
  private final FaultRoad road;
  private final GatewayServer server;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  CaseGateway(CaseVendor vendor) {
    this.vendor = vendor;
    this.fake = vendor.start();
    this.road = new FaultRoad(vendor.provider(), vendor.site(fake.port()));
    Time time = Time.system();
    Ids ids = Ids.system(time);
    this.server =
        new GatewayServer(
            new Settings.Listen("127.0.0.1", 0),
            Settings.DEFAULT.limits(),
            MemoryPool.ofHeap(),
            road.loops(),
            new CallAccess(
                new AnyKey(), (scope, who, what) -> Verdict.allow("test", "may"), road.invoker()),
            new ModelNames(road.providers(), road.routes()),
            new GatewayStorage(
                nowhere(FileStore.class),
                nowhere(BatchStore.class),
                new VendorBatches(nowhere(VendorStore.class), road.providers(), 1, time, ids),
                nowhere(TuningStore.class),
                Settings.DEFAULT.batches()),
            new NothingKept(),
            () -> true,
            Telemetry.none(),
            time,
            ids);
    server.start();
  }

  StrictVendor fake() {
    return fake;
  }

  /** How callers name the model that the vendor is known to have. */
  String model() {
    return named(vendor.model());
  }

  /** How callers name a model of the provider. */
  String named(String model) {
    return vendor.provider() + "/" + model;
  }

  HttpResponse<String> post(String path, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(30))
            .header("authorization", "Bearer key")
            .POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    if (!headers.containsKey("content-type")) {
      request.header("content-type", "application/json");
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.close();
    road.close();
    fake.close();
    client.close();
  }

  private static <S> S nowhere(Class<S> store) {
    return store.cast(
        Proxy.newProxyInstance(
            store.getClassLoader(),
            new Class<?>[] {store},
            (proxy, method, arguments) -> {
              if (method.getName().equals("claim")) {
                return List.of();
              }
              throw new CallFailedException(FailureCode.UNAVAILABLE, "nothing is kept here");
            }));
  }

  /** Lets each key in. */
  private final class AnyKey implements Authenticator {
    @Override
    public Authenticated authenticate(Credential credential) {
      return new Authenticated(
          road.tenant(), new Principal(new UUID(0, 2), "tester", Principal.Type.SERVICE));
    }

    @Override
    public Optional<Failure> recentlyRefused(Credential credential) {
      return Optional.empty();
    }
  }

  private static final class NothingKept implements ResponseArchive {
    @Override
    public Optional<StoredResponse> find(Comer comer, UUID decision) {
      return Optional.empty();
    }

    @Override
    public <T> Map<UUID, T> find(
        Comer comer, Set<UUID> decisions, Function<StoredResponse, T> read) {
      return Map.of();
    }

    @Override
    public boolean withdraw(Comer comer, UUID decision) {
      return false;
    }
  }
}
