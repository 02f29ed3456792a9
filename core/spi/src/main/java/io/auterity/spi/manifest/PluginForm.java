package io.auterity.spi.manifest;

import io.auterity.spi.AuthForm;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest;
import io.auterity.spi.PluginManifest.AwsScope;
import io.auterity.spi.PluginManifest.Billed;
import io.auterity.spi.PluginManifest.BilledTool;
import io.auterity.spi.PluginManifest.ConfigEdits;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.KnownModel;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.PluginManifest.RateHeaders;
import io.auterity.spi.PluginManifest.RateLimit;
import io.auterity.spi.PluginManifest.RatePool;
import io.auterity.spi.PluginManifest.ResetUnit;
import io.auterity.spi.Support;
import io.auterity.spi.ai.Surcharge;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a manifest and their rules, in the order in which people write them. What it
 * returns is of use only when nothing was found wrong.
 */
final class PluginForm {

  private static final NodeText ID =
      new NodeText("[a-z][a-z0-9]*(-[a-z0-9]+)*", 60, "small letters, digits and single dashes");
  private static final NodeText VERSION =
      new NodeText(
          "[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?",
          200,
          "a semantic version, e.g. 1.0.0");
  private static final NodeText CLASS =
      new NodeText("[A-Za-z_$][\\w$]*(\\.[A-Za-z_$][\\w$]*)*", 500, "the name of a class");
  private static final NodeText DIALECT =
      new NodeText("[a-z][a-z0-9_-]*", 100, "small letters, digits, _ and -");
  private static final NodeText TOOL =
      new NodeText("[A-Za-z][A-Za-z0-9_.-]*[*]?", 200, "a tool's name, perhaps with * at its end");
  private static final NodeText KIND = new NodeText("[a-z]+", 60, "small letters");
  private static final NodeText HEADER =
      new NodeText("[!#$%&'*+.^_`|~0-9A-Za-z-]+", 200, "the name of a header");
  private static final NodeText FIELD = new NodeText("[A-Za-z_]\\w*", 200, "the name of a field");
  private static final NodeText AWS_SERVICE = new NodeText("[a-z0-9-]+", 60, "as AWS names it");
  private static final NodeText OPERATION =
      new NodeText("[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*", 120, "resource.verb");
  private static final NodeText ABILITY =
      new NodeText("[a-z][a-z0-9_-]*", 60, "small letters, digits, _ and -");
  private static final String LABEL =
      "([A-Za-z0-9-]+|[A-Za-z0-9-]*\\$\\{[A-Za-z_]\\w*}[A-Za-z0-9-]*)";
  private static final NodeText HOST =
      new NodeText(
          "(\\$\\{[A-Za-z_]\\w*}|" + LABEL + "(\\." + LABEL + ")*(:[0-9]{1,5})?)",
          300,
          "a host, e.g. api.example.com, or ${url} for that of a field");

  private static final List<String> AUTHS =
      List.of(
          "none",
          "bearer",
          "header",
          "query",
          "path",
          "basic",
          "sigv4",
          "scheme",
          "google-service-account",
          "oauth-client",
          "oauth2",
          "jwt",
          "github-app",
          "challenge");
  private static final List<String> PLACED = List.of("header", "query");
  private static final NodeText FORMED =
      new NodeText(
          "header|query|path|oauth-client|oauth2|jwt|github-app|challenge",
          20,
          "header, query, path, oauth-client, oauth2, jwt, github-app or challenge");
  private static final NodeText ADDRESS =
      new NodeText(
          "(https?://[A-Za-z0-9.:-]+|\\$\\{[A-Za-z_]\\w*})(/[A-Za-z0-9._~/-]*)?",
          500,
          "https://HOST/PATH or ${name}/PATH");
  private static final NodeText PAGES =
      new NodeText("https?://[!-~]+", 500, "an address, e.g. https://docs.example.com/api");
  private static final NodeText REVOKED =
      new NodeText(
          "(/([A-Za-z0-9._~-]+|\\{client}))+", 200, "/PATH, with {client} for the client's id");
  private static final List<String> METHODS = List.of("POST", "PUT", "PATCH", "DELETE");
  private static final NodeText SCOPE =
      new NodeText("[\\x21\\x23-\\x5b\\x5d-\\x7e]+", 200, "a scope as RFC 6749 has it");
  private static final NodeText AUTH_VALUE =
      new NodeText(
          "[ -#%-~]*\\$\\{secret}[ -#%-~]*",
          200, "a text with ${secret} in it, e.g. Token ${secret}");
  private static final NodeText AUTH_SEGMENT =
      new NodeText(
          "[ -#%-.0-~]*\\$\\{secret}[ -#%-.0-~]*",
          200, "a text with ${secret} and no / in it, e.g. bot${secret}");

  /** The kind of which the connector alone can say where people agree. */
  private static final String AGREED = "oauth2";

  private static final List<String> ON_BEHALF = List.of("calls", "runs", "events");
  private static final List<String> GRADES = List.of("V0", "V1", "V2", "V3", "V4", "V5");
  private static final List<String> SUPPORTS = List.of("full", "emulated", "partial", "none");
  private static final List<String> RESET_UNITS =
      Arrays.stream(ResetUnit.values()).map(ResetUnit::wire).toList();
  private static final List<String> UNITS =
      List.of(Surcharge.WEB_SEARCHES, Surcharge.MAP_SEARCHES, Surcharge.CODE_SESSIONS);

  private final ManifestFindings findings;

  PluginForm(ManifestFindings findings) {
    this.findings = findings;
  }

  PluginManifest manifest(Json.Obj file) {
    ManifestNode node = new ManifestNode(file, "", findings);
    node.need("spi");
    Json spi = file.get("spi");
    if (spi != null && SpiVersion.of(spi) == null) {
      findings.add("spi", SpiVersion.RULE, "change the value");
    }
    node.texts("presets", ID);
    PluginManifest manifest =
        PluginManifest.builder(
                node.text("id", ID),
                node.text("version", VERSION),
                node.text("main", CLASS),
                node.text("summary", NodeText.ANY))
            .needs(node.texts("needs", NodeText.ANY))
            .natives(node.flag("natives"))
            .connectors(node.neededNodes("connectors").stream().map(this::connector).toList())
            .billed(node.nodes("billed").stream().map(this::billed).toList())
            .onBehalf(node.choices("onBehalf", ON_BEHALF))
            .build();
    node.refuseUnread();
    return manifest;
  }

  /** A preset with what it takes over. */
  ConnectorManifest preset(Json.Obj file) {
    ManifestNode node = new ManifestNode(file, "", findings);
    return connector(node, edits(node));
  }

  private ConnectorManifest connector(ManifestNode node) {
    return connector(node, ConfigEdits.NONE);
  }

  private static ConfigEdits edits(ManifestNode node) {
    return new ConfigEdits(
        node.texts("without", FIELD),
        node.object("defaults").fields(),
        node.texts("requires", FIELD));
  }

  private ConnectorManifest connector(ManifestNode node, ConfigEdits edits) {
    node.refuse("config", "is what the record says that Connector.config names");
    List<String> auth = node.choices("auth", AUTHS);
    if (auth.contains("sigv4")) {
      node.need("sigv4");
    }
    ConnectorManifest connector =
        ConnectorManifest.builder(
                node.text("id", ID), node.text("kind", KIND), node.text("summary", NodeText.ANY))
            .marks(node.texts("marks", NodeText.ANY))
            .auth(auth)
            .egress(node.texts("egress", HOST))
            .grade(node.choice("grade", GRADES))
            .support(support(node.neededNode("support")))
            .rateLimit(node.optional("rateLimit", this::rateLimit))
            .rateHeaders(node.optional("rateHeaders", this::rateHeaders))
            .traits(node.object("traits"))
            .models(node.nodes("models").stream().map(this::model).toList())
            .credentialTo(node.someTexts("credentialTo", HOST))
            .sigv4(node.optional("sigv4", this::awsScope))
            .edits(edits)
            .authForms(authForms(node.node("authForms"), auth))
            .vendor(node.optionalText("vendor"))
            .docs(node.has("docs") ? node.text("docs", PAGES) : null)
            .takes(node.object("takes"))
            .build();
    node.refuseUnread();
    return connector;
  }

  private Map<String, AuthForm> authForms(ManifestNode node, List<String> auth) {
    Map<String, AuthForm> forms = new LinkedHashMap<>();
    if (auth.contains(AGREED)) {
      node.need(AGREED);
    }
    for (String kind : node.names(FORMED)) {
      ManifestNode form = node.neededNode(kind);
      forms.put(kind, form(form, kind));
      form.refuseUnread();
      if (!auth.contains(kind)) {
        node.refuse(kind, "is no kind of credential that stands under auth");
      }
    }
    return forms;
  }

  private static AuthForm form(ManifestNode form, String kind) {
    if (kind.equals("path")) {
      return new AuthForm.InPath(value(form, AUTH_SEGMENT));
    }
    return PLACED.contains(kind) ? placed(form) : given(form, kind);
  }

  private static AuthForm given(ManifestNode form, String kind) {
    if (kind.equals(AGREED)) {
      form.need("authorize");
    }
    return new AuthForm.Tokens(
        form.text("token", ADDRESS),
        form.has("authorize") ? form.text("authorize", ADDRESS) : null,
        form.has("revoke") ? form.text("revoke", ADDRESS) : null,
        form.texts("scopes", SCOPE),
        textsByName(form.node("parameters"), FIELD),
        dialect(form));
  }

  private static AuthForm.Dialect dialect(ManifestNode form) {
    AuthForm.Dialect usual = AuthForm.Dialect.USUAL;
    AuthForm.ClientForm client = form.constant("client", usual.client());
    if (client == AuthForm.ClientForm.NONE) {
      form.refuse("client", "is told wherever tokens are given");
      client = usual.client();
    }
    return new AuthForm.Dialect(
        client,
        form.constant("body", usual.body()),
        form.constant("scopesBy", usual.scopes()),
        !form.flag("withoutPkce"),
        Objects.requireNonNullElse(
            form.optional("revocation", PluginForm::revocation), usual.revocation()),
        textsByName(form.node("headers"), HEADER));
  }

  private static AuthForm.Revocation revocation(ManifestNode form) {
    AuthForm.Revocation usual = AuthForm.Revocation.USUAL;
    boolean bearer = form.flag("bearer");
    if (bearer) {
      List.of("field", "client", "body")
          .forEach(name -> form.refuse(name, "is nothing of a token that is the credential"));
    }
    String field = form.has("field") ? form.text("field", FIELD) : usual.field();
    AuthForm.Revocation read =
        new AuthForm.Revocation(
            form.constant("token", usual.token()),
            bearer ? null : field,
            revocationRequest(form, bearer),
            new AuthForm.TakenBack(
                form.has("taken") ? form.text("taken", FIELD) : null,
                Set.copyOf(form.texts("gone", FIELD))));
    form.refuseUnread();
    return read;
  }

  private static AuthForm.RevocationRequest revocationRequest(ManifestNode form, boolean bearer) {
    AuthForm.RevocationRequest usual = AuthForm.RevocationRequest.USUAL;
    AuthForm.ClientForm client =
        form.has("client") ? form.constant("client", AuthForm.ClientForm.FIELDS) : null;
    return new AuthForm.RevocationRequest(
        form.has("method") ? form.choice("method", METHODS) : usual.method(),
        form.has("path") ? form.text("path", REVOKED) : usual.path(),
        bearer ? AuthForm.ClientForm.NONE : client,
        form.has("body") ? form.constant("body", AuthForm.BodyForm.FORM) : null);
  }

  private static Map<String, String> textsByName(ManifestNode node, NodeText names) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.names(names).forEach(name -> texts.put(name, node.text(name, NodeText.ANY)));
    return texts;
  }

  private static AuthForm placed(ManifestNode form) {
    return new AuthForm.Placed(form.text("name", HEADER), value(form, AUTH_VALUE));
  }

  private static String value(ManifestNode form, NodeText rule) {
    String value = form.has("value") ? form.text("value", rule) : AuthForm.Placed.SECRET;
    return rule.fits(value) ? value : AuthForm.Placed.SECRET;
  }

  private Map<String, OperationSupport> support(ManifestNode node) {
    Map<String, OperationSupport> support = new LinkedHashMap<>();
    for (String name : node.names(OPERATION)) {
      support.put(name, operation(node.neededNode(name)));
    }
    return support;
  }

  private OperationSupport operation(ManifestNode node) {
    OperationSupport operation =
        new OperationSupport(
            Support.valueOf(node.choice("support", SUPPORTS).toUpperCase(Locale.ROOT)),
            node.flag("idempotencyKey"),
            node.optionalText("note"),
            node.flag("prefill"),
            node.flag("batch"));
    node.refuseUnread();
    return operation;
  }

  private KnownModel model(ManifestNode node) {
    KnownModel model =
        new KnownModel(
            node.text("id", NodeText.ANY),
            tokens(node, "context"),
            tokens(node, "output"),
            node.has("abilities") ? node.texts("abilities", ABILITY) : null,
            node.texts("operations", OPERATION));
    node.refuseUnread();
    return model;
  }

  private static @Nullable Long tokens(ManifestNode node, String name) {
    return node.has(name) ? Long.valueOf(node.count(name, Long.MAX_VALUE)) : null;
  }

  private RateLimit rateLimit(ManifestNode node) {
    RateLimit limit =
        new RateLimit((int) node.count("requests", 1_000_000), (int) node.count("seconds", 86_400));
    node.refuseUnread();
    return limit;
  }

  private RateHeaders rateHeaders(ManifestNode node) {
    RateHeaders headers =
        new RateHeaders(
            node.text("remaining", HEADER),
            node.text("reset", HEADER),
            ResetUnit.named(node.choice("resetAs", RESET_UNITS)),
            node.optional("pool", this::ratePool));
    node.refuseUnread();
    return headers;
  }

  private RatePool ratePool(ManifestNode node) {
    RatePool pool = new RatePool(node.text("header", HEADER), node.text("usual", NodeText.ANY));
    node.refuseUnread();
    return pool;
  }

  private AwsScope awsScope(ManifestNode node) {
    AwsScope scope =
        new AwsScope(node.text("service", AWS_SERVICE), node.text("regionField", FIELD));
    node.refuseUnread();
    return scope;
  }

  private Billed billed(ManifestNode node) {
    Billed billed =
        new Billed(
            node.text("dialect", DIALECT),
            node.nodes("tools").stream().map(this::billedTool).toList(),
            asks(node.node("asks")),
            node.texts("classes", NodeText.ANY));
    node.refuseUnread();
    return billed;
  }

  private static Map<String, String> asks(ManifestNode node) {
    Map<String, String> asks = new LinkedHashMap<>();
    node.names(NodeText.ANY).forEach(name -> asks.put(name, node.choice(name, UNITS)));
    return asks;
  }

  private BilledTool billedTool(ManifestNode node) {
    BilledTool tool =
        new BilledTool(
            node.text("name", TOOL),
            node.choice("unit", UNITS),
            node.count("most", 1000),
            node.optionalText("bound"));
    node.refuseUnread();
    return tool;
  }
}
