package io.auterity.provider.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.yaml.YamlReader;
import io.auterity.provider.plugin.LooseConnector;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How far versions of a connector reach beyond one another. */
class ConnectorReachTest {

  private static ConnectorReach reach(String api, List<String> egress, List<String> credential) {
    return ConnectorReach.of(
        LooseConnector.reaching(
                egress,
                credential,
                json(
                    "{properties: {url: {type: string}, api: {default: 'https://%s'}}}"
                        .formatted(api)))
            .manifest());
  }

  private static Json.Obj json(String yaml) {
    byte[] text = yaml.getBytes(StandardCharsets.UTF_8);
    return (Json.Obj) new YamlReader(10_000).read(text).getFirst().value();
  }

  @Test
  void theFirstPlaceAloneGetsTheCredentialUnlessOthersAreNamed() {
    ConnectorReach reach = reach("a.example", List.of("${url}", "b.example"), List.of());

    assertThat(reach.hosts()).containsExactlyInAnyOrder("${url}", "b.example");
    assertThat(reach.credential()).containsExactly("${url}");
  }

  @Test
  void aPlaceMoreIsFurtherAndOneLessIsNot() {
    ConnectorReach one = reach("a.example", List.of("${url}"), List.of());
    ConnectorReach two = reach("a.example", List.of("${url}", "b.example"), List.of());

    assertThat(two.beyond(one, Json.EMPTY).hosts()).containsExactly("b.example");
    assertThat(two.beyond(one, Json.EMPTY).credential()).isEmpty();
    assertThat(one.beyond(two, Json.EMPTY).isEmpty()).isTrue();
  }

  @Test
  void aKnownPlaceThatGetsTheCredentialIsFurther() {
    List<String> egress = List.of("${url}", "b.example");
    ConnectorReach one = reach("a.example", egress, List.of());
    ConnectorReach two = reach("a.example", egress, egress);

    assertThat(two.beyond(one, Json.EMPTY).hosts()).isEmpty();
    assertThat(two.beyond(one, Json.EMPTY).credential()).containsExactly("b.example");
  }

  @Test
  void anotherDefaultIsFurtherForThoseAloneWhoGoByIt() {
    ConnectorReach one = reach("a.example", List.of("${api}"), List.of());
    ConnectorReach two = reach("evil.example", List.of("${api}"), List.of());

    assertThat(two.beyond(one, json("{api: 'https://own.example'}")).isEmpty()).isTrue();
    ConnectorReach further = two.beyond(one, Json.EMPTY);
    assertThat(further.hosts()).hasSize(1);
    assertThat(ConnectorReach.shown(further.hosts().iterator().next(), Json.EMPTY))
        .isEqualTo("https://evil.example");
  }

  @Test
  void whereTokensAreGivenCountsForThoseAloneWhoHaveSuchACredential() {
    ConnectorManifest plain =
        LooseConnector.reaching(List.of("${url}"), List.of(), Json.EMPTY).manifest();
    ConnectorManifest tokens =
        plain.toBuilder()
            .authForms(Map.of("oauth2", AuthForm.Tokens.at("https://tokens.example/token")))
            .build();
    ConnectorReach agreed = ConnectorReach.of(plain);

    assertThat(ConnectorReach.of(tokens, "bearer"::equals).beyond(agreed, Json.EMPTY).isEmpty())
        .isTrue();
    assertThat(ConnectorReach.of(tokens, "oauth2"::equals).beyond(agreed, Json.EMPTY).credential())
        .containsExactly("tokens.example");
  }

  private static ConnectorReach tokens(String token, @Nullable String authorize) {
    AuthForm.Tokens form =
        new AuthForm.Tokens(token, authorize, null, List.of(), Map.of(), AuthForm.Dialect.USUAL);
    return ConnectorReach.of(
        LooseConnector.reaching(List.of("${url}"), List.of(), Json.EMPTY).manifest().toBuilder()
            .authForms(Map.of("oauth2", form))
            .build());
  }

  @Test
  void anotherPlaceOfTokensOrOfConsentOrOneThatNothingEncryptsIsFurther() {
    ConnectorReach agreed = tokens("https://id.example/token", "https://id.example/authorize");

    assertThat(tokens("https://id.example/other", null).beyond(agreed, Json.EMPTY).isEmpty())
        .isTrue();
    assertThat(tokens("https://evil.example/token", null).beyond(agreed, Json.EMPTY).credential())
        .containsExactly("evil.example");
    assertThat(tokens("http://id.example/token", null).beyond(agreed, Json.EMPTY).credential())
        .containsExactly("http://id.example");
    assertThat(
            tokens("https://id.example/token", "https://evil.example/login?a=b")
                .beyond(agreed, Json.EMPTY)
                .credential())
        .containsExactly("evil.example");
    assertThat(tokens("${url}/token", null).beyond(agreed, Json.EMPTY).isEmpty()).isTrue();
  }

  @Test
  void nothingIsBeyondAnywhere() {
    ConnectorReach two = reach("a.example", List.of("${url}", "b.example"), List.of());

    assertThat(two.beyond(ConnectorReach.ANYWHERE, Json.EMPTY).isEmpty()).isTrue();
  }

  @Test
  void aPlaceIsShownAsItIsForTheProvider() {
    assertThat(ConnectorReach.shown("${url}", json("{url: 'https://own.example'}")))
        .isEqualTo("https://own.example");
    assertThat(ConnectorReach.shown("${url}", Json.EMPTY)).isEqualTo("${url}");
    assertThat(ConnectorReach.shown("b.example", Json.EMPTY)).isEqualTo("b.example");
  }
}
