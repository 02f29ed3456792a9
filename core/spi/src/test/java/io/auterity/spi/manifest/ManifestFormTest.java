package io.auterity.spi.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.spi.AuthForm;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConfigEdits;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ManifestFormTest {

  private static final Json.Obj CONNECTOR =
      Json.EMPTY
          .with("id", Json.of("forge-git"))
          .with("kind", Json.of("git"))
          .with("summary", Json.of("Repositories of a forge"))
          .with("grade", Json.of("V2"))
          .with("support", Json.EMPTY);

  private static final Json.Obj MANIFEST =
      Json.EMPTY
          .with("id", Json.of("forge"))
          .with("version", Json.of("1.2.3-rc.1"))
          .with("spi", Json.of(1))
          .with("main", Json.of("com.example.ForgePlugin"))
          .with("summary", Json.of("Talks to a forge"))
          .with("connectors", list(CONNECTOR));

  private final ManifestForm form = new ManifestForm();

  @Test
  void takesWhatIsAbsentForEmpty() {
    ManifestForm.Outcome outcome = form.read(MANIFEST, Map.of());

    assertThat(outcome.flaws()).isEmpty();
    ConnectorManifest connector =
        Objects.requireNonNull(outcome.manifest()).connectors().getFirst();
    assertThat(connector.auth()).isEmpty();
    assertThat(connector.traits()).isEqualTo(Json.EMPTY);
    assertThat(connector.rateLimit()).isNull();
    assertThat(connector.sigv4()).isNull();
  }

  @Test
  void readsWhoseAConnectorIsAndWhereItsPagesStand() {
    Json.Obj said =
        CONNECTOR
            .with("vendor", Json.of("Forge Ltd"))
            .with("docs", Json.of("https://forge.example/api"));

    ConnectorManifest read =
        Objects.requireNonNull(
                form.read(MANIFEST.with("connectors", list(said)), Map.of()).manifest())
            .connectors()
            .getFirst();

    assertThat(read.vendor()).isEqualTo("Forge Ltd");
    assertThat(read.docs()).isEqualTo("https://forge.example/api");
    assertThat(read.toBuilder().build()).isEqualTo(read);
    Json.Obj bad = said.with("docs", Json.of("javascript:alert(1)"));
    assertThat(form.read(MANIFEST.with("connectors", list(bad)), Map.of()).flaws())
        .singleElement()
        .satisfies(flaw -> assertThat(flaw.path()).endsWith("docs"));
  }

  @Test
  void readsHowCredentialsAreSent() {
    Json.Obj forms =
        Json.EMPTY
            .with(
                "header",
                Json.EMPTY
                    .with("name", Json.of("authorization"))
                    .with("value", Json.of("Token ${secret}")))
            .with("query", Json.EMPTY.with("name", Json.of("key")))
            .with("path", Json.EMPTY.with("value", Json.of("bot${secret}")));
    Json.Obj connector =
        CONNECTOR
            .with(
                "auth",
                list(Json.of("header"), Json.of("query"), Json.of("path"), Json.of("scheme")))
            .with("authForms", forms);

    ManifestForm.Outcome outcome =
        form.read(MANIFEST.with("connectors", list(connector)), Map.of());

    assertThat(outcome.flaws()).isEmpty();
    assertThat(Objects.requireNonNull(outcome.manifest()).connectors().getFirst().authForms())
        .containsOnly(
            Map.entry("header", new AuthForm.Placed("authorization", "Token ${secret}")),
            Map.entry("query", AuthForm.Placed.plain("key")),
            Map.entry("path", new AuthForm.InPath("bot${secret}")));
  }

  @Test
  void refusesACredentialOfThePathThatIsMoreThanASegment() {
    Json.Obj connector =
        CONNECTOR
            .with("auth", list(Json.of("path")))
            .with(
                "authForms",
                Json.EMPTY.with("path", Json.EMPTY.with("value", Json.of("bot${secret}/v1"))));

    assertThat(form.read(MANIFEST.with("connectors", list(connector)), Map.of()).flaws())
        .singleElement()
        .asString()
        .contains(
            "connectors[0].authForms.path.value: must be a text with ${secret} and no / in it");
    assertThatThrownBy(() -> new AuthForm.InPath("bot${secret}/v1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void readsHowTokensAreGivenBack() {
    Json.Obj revocation =
        Json.EMPTY
            .with("token", Json.of("access"))
            .with("method", Json.of("DELETE"))
            .with("path", Json.of("/applications/{client}/token"))
            .with("client", Json.of("basic"));

    assertThat(oauth2(revocation).flaws()).isEmpty();
    assertThat(
            Objects.requireNonNull(oauth2(revocation).manifest())
                .connectors()
                .getFirst()
                .authForms()
                .get("oauth2"))
        .isInstanceOfSatisfying(
            AuthForm.Tokens.class,
            tokens ->
                assertThat(tokens.dialect().revocation())
                    .isEqualTo(
                        new AuthForm.Revocation(
                            AuthForm.GivenBack.ACCESS,
                            "token",
                            new AuthForm.RevocationRequest(
                                "DELETE",
                                "/applications/{client}/token",
                                AuthForm.ClientForm.BASIC,
                                null),
                            AuthForm.TakenBack.USUAL)));
    assertThat(oauth2(Json.EMPTY.with("method", Json.of("GET"))).flaws()).hasSize(1);
    assertThat(oauth2(Json.EMPTY.with("path", Json.of("/../{secret}"))).flaws()).hasSize(1);
  }

  @Test
  void readsThatATokenIsTheCredentialByWhichItGoesBack() {
    Json.Obj bearer =
        Json.EMPTY
            .with("bearer", Json.of(true))
            .with("taken", Json.of("ok"))
            .with("gone", list(Json.of("token_revoked")));

    assertThat(
            Objects.requireNonNull(oauth2(bearer).manifest())
                .connectors()
                .getFirst()
                .authForms()
                .get("oauth2"))
        .isInstanceOfSatisfying(
            AuthForm.Tokens.class,
            tokens ->
                assertThat(tokens.dialect().revocation())
                    .isEqualTo(
                        new AuthForm.Revocation(
                            AuthForm.GivenBack.REFRESH,
                            null,
                            new AuthForm.RevocationRequest(
                                "POST", "", AuthForm.ClientForm.NONE, null),
                            new AuthForm.TakenBack("ok", Set.of("token_revoked")))));
    assertThat(oauth2(bearer.with("field", Json.of("t"))).flaws()).hasSize(1);
    assertThat(oauth2(bearer.with("client", Json.of("basic"))).flaws()).hasSize(1);
  }

  private ManifestForm.Outcome oauth2(Json.Obj revocation) {
    Json.Obj tokens =
        Json.EMPTY
            .with("token", Json.of("https://vendor.test/t"))
            .with("authorize", Json.of("https://vendor.test/a"))
            .with("revoke", Json.of("https://vendor.test/r"))
            .with("revocation", revocation);
    Json.Obj connector =
        CONNECTOR
            .with("auth", list(Json.of("oauth2")))
            .with("authForms", Json.EMPTY.with("oauth2", tokens));
    return form.read(MANIFEST.with("connectors", list(connector)), Map.of());
  }

  @Test
  void refusesFormsOfCredentialsThatNobodyTakes() {
    Json.Obj unsaid = Json.EMPTY.with("query", Json.EMPTY.with("name", Json.of("key")));
    Json.Obj twice =
        Json.EMPTY.with(
            "header",
            Json.EMPTY.with("name", Json.of("x")).with("value", Json.of("${secret}${secret}")));
    Json.Obj kind = Json.EMPTY.with("bearer", Json.EMPTY.with("name", Json.of("x")));

    for (Json.Obj wrong : List.of(unsaid, twice, kind)) {
      Json.Obj connector = CONNECTOR.with("auth", list(Json.of("header"))).with("authForms", wrong);

      assertThat(form.read(MANIFEST.with("connectors", list(connector)), Map.of()).flaws())
          .isNotEmpty();
    }
  }

  @Test
  void tellsEverythingAtOnceWithItsPath() {
    Json.Obj wrong =
        MANIFEST
            .with("version", Json.of("one"))
            .with("needs", list(Json.of("a"), Json.of("a")))
            .with("natives", Json.of("yes"))
            .with("onBehalf", list(Json.of("everything")))
            .with("colour", Json.of("red"))
            .with(
                "connectors",
                list(
                    CONNECTOR
                        .with("grade", Json.of("V9"))
                        .with("egress", list(Json.of("https://x.test")))
                        .with("rateLimit", Json.EMPTY.with("requests", Json.of(0)))
                        .with("support", Json.EMPTY.with("repository", Json.EMPTY)),
                    Json.of("git")));

    assertThat(paths(wrong))
        .containsExactlyInAnyOrder(
            "version",
            "needs",
            "natives",
            "onBehalf[0]",
            "colour",
            "connectors[0].grade",
            "connectors[0].egress[0]",
            "connectors[0].rateLimit.requests",
            "connectors[0].rateLimit.seconds",
            "connectors[0].support.repository",
            "connectors[0].support.repository.support",
            "connectors[1]");
  }

  @Test
  void saysWhatToDo() {
    assertThat(form.read(MANIFEST.with("colour", Json.of("red")), Map.of()).flaws())
        .singleElement()
        .hasToString(
            "colour: is unknown; use one of spi, presets, id, version, main, summary, needs,"
                + " natives, connectors, billed, onBehalf");
    assertThat(form.read(Json.of("forge"), Map.of()).flaws()).hasSize(1);
  }

  @Test
  void needsAScopeForSignaturesOfAws() {
    Json.Obj signing = CONNECTOR.with("auth", list(Json.of("sigv4")));

    assertThat(paths(MANIFEST.with("connectors", list(signing))))
        .containsExactly("connectors[0].sigv4");
  }

  @Test
  void refusesAnotherSpiWithoutJudgingTheRest() {
    Json.Obj later = MANIFEST.with("spi", Json.of(2)).with("hologram", Json.of(true));

    assertThat(form.read(later, Map.of()).flaws())
        .singleElement()
        .asString()
        .startsWith("spi: plugin forge is made for SPI 2.0; this server offers 1.0; use a server");
    assertThat(paths(without(MANIFEST, "spi"))).containsExactly("spi");
    for (Json none : List.of(Json.of("one"), Json.of(1.1), Json.of(0), Json.of("1."))) {
      assertThat(paths(MANIFEST.with("spi", none))).containsExactly("spi");
    }
  }

  @Test
  void aServerOffersWhatEarlierOnesDidAndNothingLater() {
    ManifestForm second = new ManifestForm((name, valid) -> "", new SpiVersion(1, 2));
    for (Json earlier : List.of(Json.of(1), Json.of("1"), Json.of("1.0"), Json.of("1.2"))) {
      assertThat(second.read(MANIFEST.with("spi", earlier), Map.of()).flaws()).isEmpty();
    }
    assertThat(second.read(MANIFEST.with("spi", Json.of("1.10")), Map.of()).flaws())
        .singleElement()
        .hasToString(
            "spi: plugin forge is made for SPI 1.10; this server offers 1.2; use a server that"
                + " offers it, or a version of the plugin made for 1.2");
    assertThat(
            new ManifestForm((name, valid) -> "", new SpiVersion(2, 0))
                .read(MANIFEST, Map.of())
                .flaws())
        .singleElement()
        .asString()
        .endsWith("use a version of the plugin made for 2.0");
  }

  @Test
  void refusesASchemaOfTheConfigurationWhichTheCodeTells() {
    Json.Obj told = CONNECTOR.with("config", Json.EMPTY);

    assertThat(form.read(MANIFEST.with("connectors", list(told)), Map.of()).flaws())
        .singleElement()
        .hasToString(
            "connectors[0].config: is what the record says that Connector.config names; remove it");
  }

  @Test
  void readsWhatAPresetChangesInTheConfiguration() {
    Json.Obj preset =
        without(CONNECTOR, "config")
            .with("id", Json.of("near"))
            .with("like", Json.of("forge-git"))
            .with("without", list(Json.of("port")))
            .with("defaults", Json.EMPTY.with("url", Json.of("https://near.test")))
            .with("requires", list(Json.of("team")));
    Json.Obj listing = MANIFEST.with("presets", list(Json.of("near")));

    assertThat(
            Objects.requireNonNull(form.read(listing, Map.of("near", preset)).manifest())
                .connectors()
                .getLast()
                .edits())
        .isEqualTo(
            new ConfigEdits(
                List.of("port"), Map.of("url", Json.of("https://near.test")), List.of("team")));
    assertThat(form.read(listing, Map.of("near", preset.with("requires", Json.of("team")))).flaws())
        .singleElement()
        .hasToString("preset near: requires: must be a list, not a text; change the value");
    assertThat(paths(MANIFEST.with("connectors", list(CONNECTOR.with("without", list())))))
        .containsExactly("connectors[0].without");
  }

  @Test
  void leavesOutPresetsWithFlaws() {
    Json.Obj listing =
        MANIFEST.with("presets", list(Json.of("good"), Json.of("bad"), Json.of("gone")));
    UnaryOperator<Json.Obj> like = preset -> preset.with("like", Json.of("forge-git"));
    Json good = like.apply(without(CONNECTOR, "config").with("id", Json.of("good")));
    Json bad = like.apply(without(CONNECTOR, "grade").with("id", Json.of("bad")));

    ManifestForm.Outcome outcome =
        form.read(listing, Map.of("good", good, "bad", bad, "stray", good));

    assertThat(Objects.requireNonNull(outcome.manifest()).connectors())
        .extracting(ConnectorManifest::id)
        .containsExactly("forge-git", "good");
    assertThat(outcome.flaws())
        .extracting(flaw -> flaw.preset() + " " + flaw.path())
        .containsExactly("bad grade", "gone ", "stray ");
  }

  private List<String> paths(Json.Obj manifest) {
    ManifestForm.Outcome outcome = form.read(manifest, Map.of());
    assertThat(outcome.manifest()).isNull();
    return outcome.flaws().stream().map(ManifestFlaw::path).toList();
  }

  private static Json.Arr list(Json... items) {
    return Json.array(List.of(items));
  }

  private static Json.Obj without(Json.Obj object, String name) {
    Json.Obj rest = Json.EMPTY;
    for (Map.Entry<String, Json> field : object.fields().entrySet()) {
      if (!field.getKey().equals(name)) {
        rest = rest.with(field.getKey(), field.getValue());
      }
    }
    return rest;
  }
}
