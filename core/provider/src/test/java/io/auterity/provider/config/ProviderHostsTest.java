package io.auterity.provider.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.JsonSchema;
import io.auterity.platform.transport.Destination;
import io.auterity.platform.yaml.YamlReader;
import io.auterity.provider.config.ProviderSpec.Auth;
import io.auterity.provider.plugin.HostedConnector;
import io.auterity.provider.plugin.LooseConnector;
import io.auterity.spi.AuthForm;
import io.auterity.spi.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderHostsTest {

  private static final Auth OAUTH = new Auth("oauth2", "me", null, null, null, Map.of());

  private static final List<String> EGRESS =
      List.of("${url}", "run.${region}.vendor.test", "list.${region}.vendor.test:8443");

  @Test
  void aFieldSaysAPartOfAHost() {
    ProviderHosts hosts = hosts(List.of(), config("region", "eu-central-1"));

    assertThat(hosts.egress())
        .containsExactly(
            new Destination("https", "run.eu-central-1.vendor.test", 443),
            new Destination("https", "list.eu-central-1.vendor.test", 8_443));
    assertThat(hosts.check()).isEmpty();
  }

  @Test
  void theCredentialGoesToTheFirstHost() {
    Destination own = new Destination("http", "own.test", 80);

    assertThat(hosts(List.of(), config("region", "eu")).credentialTo())
        .containsExactly(new Destination("https", "run.eu.vendor.test", 443));
    assertThat(
            hosts(List.of(), config("region", "eu").with("url", Json.of("http://own.test")))
                .credentialTo())
        .containsExactly(own);
  }

  @Test
  void theManifestMayNameThoseThatGetTheCredential() {
    ProviderHosts hosts = hosts(EGRESS.subList(1, 3), config("region", "eu"));

    assertThat(hosts.credentialTo()).isEqualTo(hosts.egress()).hasSize(2);
  }

  @Test
  void secretsGoNoFurtherThanTheCredentialWhereTheManifestSaysHowFar() {
    assertThat(hosts(EGRESS.subList(1, 2), config("region", "eu")).reach())
        .containsExactly("run.eu.vendor.test");
    assertThat(hosts(List.of(), config("region", "eu")).reach()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "evil.test/", "eu.evil", "eu@evil", "-eu", "eu-", "eu/..", "${x}", "é"})
  void aFieldSaysNoMoreThanAPartOfAName(String region) {
    ProviderHosts hosts = hosts(List.of(), config("region", region));

    assertThat(hosts.egress()).isEmpty();
    assertThat(hosts.credentialTo()).isEqualTo(Set.of());
    assertThat(hosts.check())
        .singleElement()
        .extracting(Problem::path, Problem::rule)
        .containsExactly("config.region", "'%s' is no part of a host's name".formatted(region));
  }

  @Test
  void aDefaultCounts() {
    assertThat(hosts(List.of(), Json.EMPTY).egress())
        .contains(new Destination("https", "run.us-east-1.vendor.test", 443));
  }

  @Test
  void theCredentialGoesWhereTokensAreGivenAndGivenBack() {
    ProviderHosts hosts = agreed("https://login.test/agree", "https://revoke.test/r");

    assertThat(hosts.reach(OAUTH))
        .containsExactlyInAnyOrder("own.test", "tokens.test", "revoke.test");
    assertThat(hosts.tokenPlaces(OAUTH))
        .containsExactlyInAnyOrder(
            Destination.https("tokens.test"), Destination.https("revoke.test"));
    assertThat(hosts.checkPeople(OAUTH, url -> Optional.empty())).isEmpty();
  }

  @Test
  void challengesMayLeadWhereTheProviderSaysThatTokensAreGiven() {
    ProviderSpec spec =
        read("{challenge: {user: me, secret: s, tokenUrl: 'https://auth.far.test/token'}}");

    assertThat(hosts(EGRESS.subList(1, 2), config("region", "eu")).reach(spec.auth()))
        .containsExactlyInAnyOrder("run.eu.vendor.test", "auth.far.test");
    assertThat(hosts(EGRESS.subList(1, 2), config("region", "eu")).reach())
        .containsExactly("run.eu.vendor.test");
  }

  private static ProviderSpec read(String auth) {
    Json said =
        new YamlReader(10_000)
            .read("{connector: loose, auth: %s}".formatted(auth))
            .getFirst()
            .value();
    assertThat(JsonSchema.of(ProviderSpec.schema()).check(said)).isEmpty();
    return ProviderSpec.read((Json.Obj) said);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://far.test/x", "https://0177.0.0.1/x", "https://a b/x"})
  void nobodyIsAskedAndNothingIsGivenBackInClearOrNowhere(String place) {
    HostedConnector first = agreeing(place, "https://revoke.test/r");
    HostedConnector second = agreeing("https://login.test/agree", place);

    for (HostedConnector connector : List.of(first, second)) {
      ProviderSpec spec =
          ProviderSpec.read(
              Json.EMPTY
                  .with("connector", Json.of("loose"))
                  .with(
                      "auth",
                      Json.EMPTY.with("oauth2", Json.EMPTY.with("clientId", Json.of("me")))));
      assertThat(SpecRules.check(spec, connector, false))
          .extracting(Problem::path)
          .contains("auth.oauth2");
    }
  }

  private static ProviderHosts agreed(String authorize, String revoke) {
    return new ProviderHosts(agreeing(authorize, revoke), Json.EMPTY);
  }

  private static HostedConnector agreeing(String authorize, String revoke) {
    return LooseConnector.agreeing(
        "own.test",
        new AuthForm.Tokens(
            "https://tokens.test/t",
            authorize,
            revoke,
            List.of(),
            Map.of(),
            AuthForm.Dialect.USUAL));
  }

  private static Json.Obj config(String name, String value) {
    return Json.EMPTY.with(name, Json.of(value));
  }

  private static ProviderHosts hosts(List<String> credentialTo, Json.Obj config) {
    Json.Obj region = Json.EMPTY.with("default", Json.of("us-east-1"));
    Json.Obj schema = Json.EMPTY.with("properties", Json.EMPTY.with("region", region));
    HostedConnector connector = LooseConnector.reaching(EGRESS, credentialTo, schema);
    return new ProviderHosts(connector, config);
  }
}
