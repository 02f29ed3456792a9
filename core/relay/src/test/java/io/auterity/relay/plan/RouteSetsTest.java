package io.auterity.relay.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.platform.yaml.YamlDocument;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.config.ProviderSpec;
import io.auterity.provider.health.CircuitBreaker.Phase;
import io.auterity.provider.health.Snapshot;
import io.auterity.relay.route.CallFacts;
import io.auterity.relay.route.Calls;
import io.auterity.relay.route.Circumstances;
import io.auterity.relay.route.Demand;
import io.auterity.relay.route.Route;
import io.auterity.relay.route.RouteIndex;
import io.auterity.relay.route.RouteKind;
import io.auterity.relay.route.Routes;
import io.auterity.relay.route.StoredRoute;
import io.auterity.spi.DataClass;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sets of {@code examples/route-sets}, one row for each row of the tables they are made by. */
class RouteSetsTest {

  private static final Path SETS = Path.of("../../examples/route-sets");
  private static final String NOON = "2026-11-21T12:00:00Z";

  private final List<ProviderInfo> providers = new ArrayList<>();
  private final List<Route> routes = new ArrayList<>();
  private final List<Resource> resources = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "geo",
        "timezones",
        "clients",
        "seasons",
        "services",
        "defaults",
        "healthcare",
        "media",
        "education",
        "government",
        "finance"
      })
  void canBeApplied(String set) {
    load(set);
    RouteKind kind = new RouteKind(Catalogue.standard(), new Routes());
    TenantScope scope = TenantScope.authenticated(new UUID(0, 1));
    JsonSchema schema = JsonSchema.of(kind.schema());
    ResourceSet all = new ResourceSet(resources);

    assertThat(routes).hasSizeGreaterThan(2);
    for (Route route : routes) {
      assertThat(schema.check(route.spec())).as(route.id()).isEmpty();
      assertThat(kind.check(scope, route.id(), route.spec(), all)).as(route.id()).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "geo, location=us-east, us-east eu-west ap-south",
    "geo, location=eu-west, eu-west us-east ap-south",
    "geo, location=ap-south, us-east eu-west ap-south",
    "seasons, season=peak work=static_content, cdn origin-1",
    "seasons, season=peak work=api_calls, origin-1 origin-2 cloud-burst",
    "seasons, season=peak work=checkout, origin-1 origin-2 cloud-burst",
    "seasons, season=peak work=analytics, queue",
    "healthcare, phi=imaging, high-bandwidth",
    "healthcare, phi=letters, vault high-bandwidth fast-clinic",
    "media, type=video size_gb=10.5, high-bandwidth",
    "media, type=video size_gb=10, thrifty dear",
    "media, type=video size_gb=40 audience=global, high-bandwidth",
    "media, type=live-stream, low-latency",
    "media, type=live-stream audience=global, low-latency",
    "media, type=article audience=global, edge",
    "media, type=article, thrifty dear",
    "government, government=classified, on-premise",
    "government, government=public_services, fedramp-east fedramp-west",
    "government, government=inter_agency, government-cloud",
    "finance, finance=sensitive_data, on-premise",
    "finance, finance=public_apis, compliant-cloud",
    "finance, finance=disaster_recovery, datacenter-1 datacenter-2 cloud-backup",
  })
  void whoIsAskedInWhichOrder(String set, String labels, String order) {
    load(set);

    assertThat(order(labels, NOON, Map.of())).isEqualTo(order);
  }

  @ParameterizedTest(name = "{0} at {1}: {2}")
  @CsvSource({
    "batch_processing, 23:00, self-hosted",
    "reports, 02:00, scheduled",
    "backups, 05:59, low-priority",
    "backups, 12:00, ''",
  })
  void whatCanWaitIsDoneAtNight(String work, String hour, String order) {
    load("seasons");

    assertThat(order("work=" + work, "2026-11-21T%s:00Z".formatted(hour), Map.of()))
        .isEqualTo(order);
  }

  @ParameterizedTest(name = "{0} {1} without {2}: {3}")
  @CsvSource({
    "geo, location=us-east, slow us-east, eu-west ap-south",
    "geo, location=eu-west, slow eu-west, us-east ap-south",
    "seasons, season=peak work=api_calls, busy origin-1, origin-2 origin-1 cloud-burst",
    "seasons, season=peak work=checkout, down origin-1, origin-2 cloud-burst",
    "healthcare, phi=ehr, slow vault, fast-clinic vault",
    "finance, finance=disaster_recovery, down datacenter-1, datacenter-2 cloud-backup",
  })
  void whoIsAskedWhenSomebodyIsNotWell(String set, String labels, String trouble, String order) {
    load(set);
    String[] words = trouble.split(" ", -1);

    assertThat(order(labels, NOON, Map.of(words[1], seen(words[0])))).isEqualTo(order);
  }

  @ParameterizedTest(name = "{0} of {1}: {2}")
  @CsvSource({
    "git.repository.create, owner=bank visibility=public, services-bank",
    "git.repository.create, owner=acme visibility=public, services-public",
    "git.repository.create, owner=acme visibility=private, services-git",
    "git.pull_request.create, owner=bank-test name=app, services-bank",
    "ci.pipeline.trigger, owner=bank name=app, services-builds-bank",
    "ci.pipeline.trigger, owner=acme name=app, services-builds",
    "knowledge.space.create, name=legal-eu, services-legal",
    "knowledge.page.create, name=legal-eu, services-pages"
  })
  void servicesGoByWhatACallIsAbout(String capability, String resource, String route) {
    load("services");
    CallFacts call =
        Calls.of(capability, null, Map.of(), null).toBuilder().resource(named(resource)).build();

    Config config = new Config(1, new RouteIndex(routes), List.of());
    assertThat(Planner.shortlist(call, config).route()).extracting(Route::id).isEqualTo(route);
  }

  private static Map<String, String> named(String texts) {
    Map<String, String> named = new HashMap<>();
    for (String each : texts.split(" ", -1)) {
      named.put(each.split("=", -1)[0], each.split("=", -1)[1]);
    }
    return named;
  }

  private static Snapshot seen(String trouble) {
    return switch (trouble) {
      case "slow" -> new Snapshot(0, 8, 150_000_000, Phase.CLOSED, 100, false, 0, 0, 0, 0);
      case "busy" -> new Snapshot(7, 8, 5_000_000, Phase.CLOSED, 100, false, 0, 0, 0, 0);
      default -> new Snapshot(0, 8, 5_000_000, Phase.OPEN, 0, false, 3, 3, 500, 0);
    };
  }

  private String order(String labels, String at, Map<String, Snapshot> others) {
    CallFacts call =
        Calls.of(DataClass.CUSTOMER, Demand.NONE, named(labels))
            .amid(new Circumstances(Instant.parse(at), Map.of()));
    Shortlist list = Planner.shortlist(call, new Config(1, new RouteIndex(routes), providers));
    Map<String, Snapshot> seen = new HashMap<>();
    others.forEach((id, state) -> seen.put(id + "/usual", state));
    if (list.route() == null) {
      return "";
    }
    return Planner.order(list, Fleet.sight(list, seen), 0.5).offers().stream()
        .map(offer -> offer.replace("/usual", ""))
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }

  private void load(String set) {
    try {
      for (YamlDocument document :
          new YamlReader(100_000).read(Files.readAllBytes(SETS.resolve(set + ".yaml")))) {
        read((Json.Obj) document.value());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Json.Obj resource) {
    String id = String.valueOf(resource.text("id"));
    String kind = String.valueOf(resource.text("kind"));
    Json.Obj spec = (Json.Obj) Objects.requireNonNull(resource.get("spec"));
    resources.add(new Resource(kind, id, 1, spec, Instant.EPOCH));
    if (kind.equals("route")) {
      routes.add(new StoredRoute(id, 1, spec.toString()).compiled());
    } else {
      assertThat(JsonSchema.of(ProviderSpec.schema()).check(spec)).isEmpty();
      ProviderSpec read = ProviderSpec.read(spec);
      providers.add(Fleet.withPrices(Fleet.offering(Fleet.ai(id), read.offering()), read.prices()));
    }
  }
}
