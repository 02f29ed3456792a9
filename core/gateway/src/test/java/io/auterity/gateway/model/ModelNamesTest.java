package io.auterity.gateway.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.gateway.Fleet;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.platform.resource.Resource;
import io.auterity.provider.ModelSpec;
import io.auterity.provider.ProviderInfo.State;
import io.auterity.relay.route.RouteKind;
import io.auterity.relay.route.Routes;
import io.auterity.spi.Json;
import io.auterity.spi.ai.Model;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelNamesTest {

  private static final List<String> CHAT = List.of("chat.create", "chat.stream", "model.list");
  private static final List<String> EMBEDDING = List.of("embedding.create", "model.list");

  private final TenantScope scope = TenantScope.authenticated(new UUID(0, 1));
  private final Fleet fleet = new Fleet();
  private final Routes routes = new Routes();
  private final ModelNames names = new ModelNames(fleet, routes);

  @Test
  void namesTheModelsOfAllConnectedProvidersOnce() {
    fleet
        .with("local-bge", EMBEDDING, "bge")
        .with("local-two", State.DEGRADED, EMBEDDING, "bge", "minilm")
        .with("broken", State.ERROR, EMBEDDING, "gone");

    assertThat(names.named(scope)).containsOnlyKeys("bge", "minilm");
    assertThat(names.named(scope).values())
        .extracting(Model::owner)
        .containsExactly("local-bge", "local-two");
  }

  @Test
  void leavesOutWhatNoPathOfTheGatewayServes() {
    fleet.with("replay", List.of("text.classify"), "recorded");

    assertThat(names.named(scope)).isEmpty();
  }

  @Test
  void namesWhatRoutesCallAModelIfSomeoneOfThemServesIt() {
    fleet.with("openai", CHAT, "gpt-4o").with("local", EMBEDDING, "bge");
    route("smart", "smart", "openai/gpt-4o");
    route("family", "gpt-*");

    assertThat(names.named(scope)).containsOnlyKeys("smart", "bge", "gpt-4o");
    assertThat(names.named(scope).values())
        .extracting(Model::owner)
        .containsExactly("local", "openai", "route smart");
  }

  @Test
  void tellsWhatAllCanDoWhoMayAnswer() {
    ModelSpec large =
        new ModelSpec("large", null, 9L, 2L, List.of("tools", "vision"), null, null, null);
    ModelSpec small = new ModelSpec("small", null, 5L, null, List.of("tools"), null, null, null);
    fleet.declaring("a", CHAT, large).declaring("b", CHAT, small);
    route("both", "both", "a/large", "b");
    route("one", "one", "a/large");

    SortedMap<String, Model> told = names.named(scope);

    assertThat(told.values().stream().map(ModelNames::abilities))
        .containsExactly(
            Set.of("tools"), Set.of("tools", "vision"), Set.of("tools", "vision"), Set.of("tools"));
    assertThat(told.values()).extracting(Model::contextTokens).containsExactly(5L, 9L, 9L, 5L);
    assertThat(told.values()).extracting(Model::outputTokens).containsExactly(null, 2L, 2L, null);
  }

  @Test
  void aNameThatARouteGivesIsOfferedByWhomTheRouteNames() {
    fleet.with("openai", CHAT, "gpt-4o").with("local", EMBEDDING, "bge");
    route("vectors", "vectors", "local");

    assertThat(names.reach(scope, "vectors", "embedding.create")).isEqualTo(Reach.OFFERED);
    assertThat(names.reach(scope, "vectors", "chat.create")).isEqualTo(Reach.OTHER_OPERATIONS);
  }

  @Test
  void knowsAnOfferByItsCanonicalId() {
    fleet.with("openai", CHAT, "gpt-4o").with("any", EMBEDDING);

    assertThat(names.reach(scope, "openai/gpt-4o", "chat.create")).isEqualTo(Reach.OFFERED);
    assertThat(names.reach(scope, "openai/gpt-9", "chat.create")).isEqualTo(Reach.UNKNOWN);
  }

  @Test
  void leavesOutWhatARouteNamesAndNobodyTakes() {
    fleet.with("local", EMBEDDING, "bge").with("openai", State.ERROR, CHAT, "gpt-4o");
    route("smart", "smart", "openai/gpt-4o");

    assertThat(names.named(scope)).containsOnlyKeys("bge");
  }

  @Test
  void knowsWhichProvidersMustBeAsked() {
    fleet
        .with("openai", CHAT)
        .with("silent", List.of("chat.create"))
        .with("local", EMBEDDING, "bge");

    assertThat(names.unlisted(scope)).containsExactly("openai");
  }

  @Test
  void tellsWhatIsPossibleWithAModel() {
    fleet.with("local", EMBEDDING, "bge");

    assertThat(names.reach(scope, "bge", "embedding.create")).isEqualTo(Reach.OFFERED);
    assertThat(names.reach(scope, "bge", "chat.create")).isEqualTo(Reach.OTHER_OPERATIONS);
    assertThat(names.reach(scope, "gpt", "chat.create")).isEqualTo(Reach.UNKNOWN);
  }

  @Test
  void aModelIsNotUnknownBecauseItsProviderCannotBeReached() {
    fleet
        .with("broken", State.ERROR, EMBEDDING, "bge")
        .with("off", State.DISABLED, EMBEDDING, "minilm");

    assertThat(names.reach(scope, "bge", "embedding.create")).isEqualTo(Reach.OFFERED);
    assertThat(names.reach(scope, "minilm", "embedding.create")).isEqualTo(Reach.UNKNOWN);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DISABLED")
  void aProviderThatTakesAnyModelMayHaveItInEveryStateThatPasses(State state) {
    fleet.with("any", state, CHAT);

    assertThat(names.reach(scope, "gpt", "chat.create")).isEqualTo(Reach.OFFERED);
  }

  @Test
  void aProviderThatTakesAnyNameSaysNothingOfAModelForOtherOperations() {
    fleet.with("replay", List.of("text.classify")).with("vectors", EMBEDDING);

    assertThat(names.reach(scope, "nope", "chat.create")).isEqualTo(Reach.UNKNOWN);
    assertThat(names.reach(scope, "nope", "embedding.create")).isEqualTo(Reach.OFFERED);
    assertThat(names.reach(scope, "vectors/nope", "chat.create")).isEqualTo(Reach.OTHER_OPERATIONS);
  }

  @Test
  void aDisabledProviderOffersNothing() {
    fleet.with("off", State.DISABLED, CHAT);

    assertThat(names.reach(scope, "gpt", "chat.create")).isEqualTo(Reach.UNKNOWN);
  }

  @Test
  void aJobMayBeAtAProviderThatIsDisabledOrSilent() {
    fleet
        .with("off", State.DISABLED, List.of("tuning.list"))
        .with("silent", State.ERROR, List.of("tuning.list"))
        .with("chats", CHAT);

    assertThat(names.tuning(scope)).containsExactly("off", "silent");
  }

  private void route(String id, String model, String... use) {
    Json.Obj spec =
        Json.EMPTY
            .with("when", Json.EMPTY.with("model", Json.of(model)))
            .with("use", Json.array(Arrays.stream(use).map(Json::of).toList()));
    new RouteKind(Catalogue.standard(), routes)
        .applied(scope, new Resource("route", id, 1, spec, Instant.EPOCH));
  }
}
