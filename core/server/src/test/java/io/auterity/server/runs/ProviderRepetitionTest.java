package io.auterity.server.runs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.json.JsonReader;
import io.auterity.provider.Lease;
import io.auterity.provider.Offering;
import io.auterity.provider.ProviderInfo;
import io.auterity.provider.Providers;
import io.auterity.provider.SampleProvider;
import io.auterity.relay.route.RouteIndex;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import io.auterity.workflow.driver.CallIdempotency;
import io.auterity.workflow.engine.Repeatability;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderRepetitionTest {

  private static final String CREATE = "tracker.issue.create";
  private static final TenantScope TENANT = TenantScope.recovered(new UUID(1, 1));

  @Test
  void aCallWithoutEffectIsRepeatedAnywhere() {
    assertThat(repetition("tracker.issue.list")).isEqualTo(new CallIdempotency.Anywhere());
  }

  @Test
  void aWriteIsRepeatedAtTheOneProviderThatTakesTheKey() {
    assertThat(repetition(CREATE, provider("one", true)))
        .isEqualTo(new CallIdempotency.At("one/embedded-tracker"));
    assertThat(repetition(CREATE, provider("one", false))).isEqualTo(new CallIdempotency.Nowhere());
  }

  /** Each knows its own keys only: the repetition could be a second effect at the other. */
  @Test
  void aWriteIsNotRepeatedWhereAnotherProviderCouldGetIt() {
    assertThat(repetition(CREATE, provider("one", true), provider("two", true)))
        .isEqualTo(new CallIdempotency.Nowhere());
  }

  @Test
  void ofSeveralTheDefaultOrTheOneThatIsNamedTakesTheKey() {
    Repeatability both =
        repetition(
            RouteIndex.EMPTY, provider("one", true).asDefaultOf("tracker"), provider("two", true));

    assertThat(both.of(TENANT, CREATE, aim(null, "{}")))
        .isEqualTo(new CallIdempotency.At("one/embedded-tracker"));
    assertThat(both.of(TENANT, CREATE, aim("two", "{}")))
        .isEqualTo(new CallIdempotency.At("two/embedded-tracker"));
    assertThat(both.of(TENANT, CREATE, aim(null, "{\"project\": {\"provider\": \"two\"}}")))
        .isEqualTo(new CallIdempotency.Nowhere());
  }

  @Test
  void whereOnlyOneProviderIsAskedItMattersNotWhereTheCallGoes() {
    assertThat(
            repetition(RouteIndex.EMPTY, provider("one", true))
                .of(
                    TENANT,
                    CREATE,
                    () -> {
                      throw new AssertionError("nothing is prepared");
                    }))
        .isEqualTo(new CallIdempotency.At("one/embedded-tracker"));
  }

  private static Supplier<Repeatability.@Nullable Aim> aim(
      @Nullable String provider, String input) {
    Repeatability.Aim aim =
        new Repeatability.Aim(provider, new JsonReader(1_000).readObject(input.getBytes(UTF_8)));
    return () -> aim;
  }

  private static CallIdempotency repetition(String capability, ProviderInfo... providers) {
    return repetition(RouteIndex.EMPTY, providers).of(TENANT, capability);
  }

  private static Repeatability repetition(RouteIndex routes, ProviderInfo... providers) {
    return ProviderRepetition.by(
        Catalogue.standard(), offering(List.of(providers)), scope -> routes);
  }

  private static Providers offering(List<ProviderInfo> all) {
    return new Providers() {
      @Override
      public List<ProviderInfo> of(TenantScope scope) {
        return all;
      }

      @Override
      public Lease lease(TenantScope scope, String provider) {
        throw new AssertionError("nothing is called");
      }
    };
  }

  private static ProviderInfo provider(String id, boolean takesKey) {
    return SampleProvider.of(id, "tracker", "embedded-tracker")
        .plugin("tracker", "1.0.0")
        .generation(1)
        .grade("V1")
        .state(ProviderInfo.State.CONNECTED)
        .support(Map.of("issue.create", new OperationSupport(Support.FULL, takesKey, null)))
        .slots(1)
        .offering(Offering.ANY)
        .build();
  }
}
