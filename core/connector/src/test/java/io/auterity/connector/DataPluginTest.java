package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.connector.file.BadConnectorException;
import io.auterity.spi.AuthForm;
import io.auterity.spi.PluginManifest.AwsScope;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.RateHeaders;
import io.auterity.spi.PluginManifest.RateLimit;
import io.auterity.spi.PluginManifest.ResetUnit;
import io.auterity.spi.Support;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a file says of itself, as a server is told of a plugin. */
class DataPluginTest {

  /** What the file says of credentials after the first. */
  private static String otherAuth() {
    String text =
        new String(Objects.requireNonNull(VendorFiles.text("gitea")), StandardCharsets.UTF_8);
    return text.substring(text.indexOf("- {kind: basic}"), text.indexOf("\nheaders:"));
  }

  private static ConnectorManifest manifest(String old, String with) {
    String text =
        new String(Objects.requireNonNull(VendorFiles.text("gitea")), StandardCharsets.UTF_8);
    assertThat(text).contains(old);
    byte[] changed = text.replace(old, with).getBytes(StandardCharsets.UTF_8);
    return new DataPlugin(
            VendorFiles.checked("gitea", changed), VendorFiles.KINDS, VendorFiles.BINDER)
        .manifest().connectors().stream()
            .filter(connector -> connector.kind().equals("tracker"))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void aManifestSaysWhatTheFileSays() {
    ConnectorManifest manifest = manifest("plugin: gitea", "plugin: gitea");

    assertThat(manifest.id()).isEqualTo("gitea-issues");
    assertThat(manifest.kind()).isEqualTo("tracker");
    assertThat(manifest.summary()).isEqualTo("Issues of a Gitea server");
    assertThat(manifest.auth()).containsExactly("bearer", "basic", "oauth2");
    assertThat(manifest.rateLimit()).isNull();
    assertThat(Objects.requireNonNull(manifest.support().get("issue.list")))
        .satisfies(
            list -> {
              assertThat(list.support()).isEqualTo(Support.PARTIAL);
              assertThat(list.note()).startsWith("newest first");
            });
    assertThat(Objects.requireNonNull(manifest.support().get("issue.get")).support())
        .isEqualTo(Support.FULL);
    assertThat(manifest.support().get("project.delete"))
        .satisfies(
            none -> {
              assertThat(none.support()).isEqualTo(Support.NONE);
              assertThat(none.note()).contains("repository");
            });
  }

  @Test
  void aManifestSaysHowCredentialsAreSent() {
    ConnectorManifest manifest =
        manifest(
            otherAuth(),
            """
            - {kind: header, name: authorization, value: "Token ${secret}"}
              - {kind: query, name: key}
              - {kind: path, value: "bot${secret}"}""");

    assertThat(manifest.auth()).containsExactly("bearer", "header", "query", "path");
    assertThat(manifest.authForms())
        .containsOnly(
            Map.entry("header", new AuthForm.Placed("authorization", "Token ${secret}")),
            Map.entry("query", AuthForm.Placed.plain("key")),
            Map.entry("path", new AuthForm.InPath("bot${secret}")));
    assertThat(manifest(otherAuth(), "- {kind: path}").authForms())
        .containsEntry("path", AuthForm.InPath.plain());
  }

  @Test
  void aManifestSaysWhereTokensAreGiven() {
    ConnectorManifest manifest =
        manifest(
            otherAuth(),
            "- {kind: oauth2, authorize: \"${config.url}/authorize\", token:"
                + " \"${config.url}/token\", scopes: [a, b], parameters: {audience: x}, client:"
                + " basic}\n"
                + "  - {kind: oauth2, grant: client_credentials, token: \"https://a.test/t\"}\n"
                + "  - {kind: github-app}");

    assertThat(manifest.auth()).containsExactly("bearer", "oauth2", "oauth-client", "github-app");
    assertThat(manifest.authForms())
        .containsOnly(
            Map.entry(
                "oauth2",
                new AuthForm.Tokens(
                    "${url}/token",
                    "${url}/authorize",
                    null,
                    List.of("a", "b"),
                    Map.of("audience", "x"),
                    AuthForm.Dialect.USUAL.withClient(AuthForm.ClientForm.BASIC))),
            Map.entry("oauth-client", AuthForm.Tokens.at("https://a.test/t")));
  }

  @Test
  void aManifestSaysHowItsVendorIsAskedOtherwiseThanUsual() {
    ConnectorManifest manifest =
        manifest(
            otherAuth(),
            "- {kind: oauth2, authorize: \"${config.url}/a\", token: \"${config.url}/t\", revoke:"
                + " \"${config.url}/r\", body: json, scopesBy: commas, pkce: false, revocation:"
                + " {token: access, method: DELETE, path: \"/apps/{client}\", client: basic},"
                + " headers: {vendor-version: \"1\"}}\n"
                + "  - {kind: sigv4, service: ecr, region: \"${config.url}\"}\n"
                + "  - {kind: challenge}");

    assertThat(manifest.auth()).containsExactly("bearer", "oauth2", "sigv4", "challenge");
    assertThat(manifest.sigv4()).isEqualTo(new AwsScope("ecr", "url"));
    assertThat(manifest.authForms()).containsOnlyKeys("oauth2");
    assertThat(
            manifest.authForms().values().stream().map(form -> ((AuthForm.Tokens) form).dialect()))
        .containsExactly(
            new AuthForm.Dialect(
                AuthForm.ClientForm.FIELDS,
                AuthForm.BodyForm.JSON,
                AuthForm.ScopeForm.COMMAS,
                false,
                new AuthForm.Revocation(
                    AuthForm.GivenBack.ACCESS,
                    "token",
                    new AuthForm.RevocationRequest(
                        "DELETE", "/apps/{client}", AuthForm.ClientForm.BASIC, null),
                    AuthForm.TakenBack.USUAL),
                Map.of("vendor-version", "1")));
  }

  @Test
  void aFileMaySayByOneWordHowTokensAreGivenBack() {
    assertThat(revocation("refresh")).isEqualTo(AuthForm.Revocation.USUAL);
    assertThat(revocation("access")).isEqualTo(AuthForm.Revocation.ofAccess());
    assertThat(revocation("github"))
        .isEqualTo(
            revocation(
                "{token: access, method: DELETE, path: \"/applications/{client}/token\", field:"
                    + " access_token, client: basic, body: json}"));
    assertThatThrownBy(() -> revocation("slack")).hasMessageContaining("revocation");
  }

  @Test
  void aFileSaysWhereATokenStandsThatGoesBackAndWhenItIsTaken() {
    assertThat(
            revocation(
                "{token: access, bearer: true, path: /auth.revoke, taken: ok, gone:"
                    + " [token_revoked]}"))
        .isEqualTo(
            new AuthForm.Revocation(
                AuthForm.GivenBack.ACCESS,
                null,
                new AuthForm.RevocationRequest(
                    "POST", "/auth.revoke", AuthForm.ClientForm.NONE, null),
                new AuthForm.TakenBack("ok", Set.of("token_revoked"))));
    assertThat(revocation("{client: none}").request().client()).isEqualTo(AuthForm.ClientForm.NONE);
    for (String wrong : List.of("field: t", "client: basic", "body: json")) {
      assertThatThrownBy(() -> revocation("{bearer: true, " + wrong + "}"))
          .hasMessageContaining("a token that is the credential has no");
    }
  }

  private static AuthForm.Revocation revocation(String said) {
    ConnectorManifest manifest =
        manifest(
            otherAuth(),
            "- {kind: oauth2, authorize: \"${config.url}/a\", token: \"${config.url}/t\", revoke:"
                + " \"${config.url}/r\", revocation: "
                + said
                + "}");
    AuthForm.Tokens form = (AuthForm.Tokens) manifest.authForms().values().iterator().next();
    return form.dialect().revocation();
  }

  @Test
  void challengesMayLeadToTheHostThatAFileNamesForTokens() {
    ConnectorManifest manifest =
        manifest(otherAuth(), "- {kind: challenge, token: \"https://auth.far.test/token\"}");

    assertThat(manifest.authForms())
        .containsEntry("challenge", AuthForm.Tokens.at("https://auth.far.test/token"));
    assertThat(manifest.credentialTo()).containsExactly("${url}");
  }

  @Test
  void aFileSaysOfEachKindOfCredentialWhatThatKindHas() {
    for (String wrong :
        List.of(
            "- {kind: basic, service: ecr}",
            "- {kind: path, name: bot}",
            "- {kind: path, value: \"bot${secret}/v1\"}",
            "- {kind: query, value: \"bot${secret}\"}",
            "- {kind: sigv4, service: ecr}",
            "- {kind: sigv4, service: ecr, region: \"${config.none}\"}",
            "- {kind: jwt, token: \"https://a.test/t\", pkce: false}",
            "- {kind: oauth2, authorize: \"${config.url}/a\", token: \"${config.url}/t\","
                + " revocation: {method: GET}}",
            "- {kind: challenge, scopes: [a]}")) {
      assertThatThrownBy(() -> manifest(otherAuth(), wrong))
          .as(wrong)
          .isInstanceOf(BadConnectorException.class);
    }
  }

  @Test
  void aFileReachesTheHostOfItsAddressAlone() {
    String address = "${config.url}";

    assertThat(manifest(address, address).egress()).containsExactly("${url}");
    assertThat(manifest(address, "https://git.example.org:8443").egress())
        .containsExactly("git.example.org:8443");
  }

  @Test
  void noFileGivesItselfAGrade() {
    assertThat(manifest("plugin: gitea", "plugin: gitea").grade()).isEqualTo("V0");
  }

  @Test
  void aLimitIsToldWhereTheFileHasOne() {
    assertThat(manifest("format: 1", "format: 1\nlimits: {requests: 10, seconds: 60}").rateLimit())
        .isEqualTo(new RateLimit(10, 60));
  }

  @Test
  void theHeadersThatTellWhatIsLeftAreToldToo() {
    assertThat(
            manifest(
                    "format: 1",
                    "format: 1\nlimits: {remaining: x-left, reset: x-again, resetAs: epochMillis}")
                .rateHeaders())
        .isEqualTo(new RateHeaders("x-left", "x-again", ResetUnit.EPOCH_MILLIS, null));
  }

  @Test
  void whatHasNoDefaultMustBeGiven() {
    assertThat(manifest("plugin: gitea", "plugin: gitea").config().toString())
        .contains("\"required\":[\"url\"]", "\"additionalProperties\":false");
    assertThat(
            manifest("{type: string, format: uri,", "{type: string, default: 'https://a.example',")
                .config()
                .toString())
        .contains("\"required\":[]");
  }
}
