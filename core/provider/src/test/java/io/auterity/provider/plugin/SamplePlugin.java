package io.auterity.provider.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A small plugin made at test time: a text connector {@code <id>-text} that answers {@code
 * pii.mask} with its version.
 */
public final class SamplePlugin {

  private final String id;
  private String connector;
  private String version = "1.0.0";
  private List<String> needs = List.of();
  private boolean natives;
  private String start = "";
  private String embedder = "return List.of();";
  private String sharedStores = "return List.of();";
  private String learner = "return List.of();";
  private String mask = "return new MaskedText(VERSION, List.of());";
  private String open = "return new Answer(context);";
  private String check = "";
  private String models = "return List.of();";
  private String config = "@OtherFields Json.Obj all";
  private String support = "{support: full}";
  private String egress = "\"${baseUrl}\"";
  private String auth = "[none, bearer]";
  private String grade = "V1";
  private final Map<String, String> authForms = new TreeMap<>();
  private String signing = "return Optional.empty();";

  private static final String SIGV4 = "    sigv4: {service: sample, regionField: region}\n";

  public SamplePlugin(String id) {
    this.id = id;
    this.connector = id + "-text";
  }

  /** Id of its connector. */
  public SamplePlugin connector(String value) {
    connector = value;
    return this;
  }

  public SamplePlugin version(String value) {
    version = value;
    return this;
  }

  public SamplePlugin needs(String... ids) {
    needs = List.of(ids);
    return this;
  }

  public SamplePlugin natives() {
    natives = true;
    return this;
  }

  /** The ways of signing that it takes besides none. */
  public SamplePlugin auth(String... kinds) {
    auth = "[none, %s]".formatted(String.join(", ", kinds));
    return this;
  }

  /** In which header or parameter a credential of that kind stands. */
  public SamplePlugin authForm(String kind, String name) {
    authForms.put(kind, "{name: %s}".formatted(name));
    return this;
  }

  /** What the first segment of the path is for a credential of the kind {@code path}. */
  public SamplePlugin inPath(String value) {
    authForms.put("path", "{value: \"%s\"}".formatted(value));
    return this;
  }

  /** Where tokens are given for a credential of that kind. */
  public SamplePlugin tokens(String kind, String address) {
    authForms.put(kind, "{token: \"%s\"}".formatted(address));
    return this;
  }

  private String forms() {
    return authForms.isEmpty()
        ? ""
        : authForms.entrySet().stream()
            .map(form -> form.getKey() + ": " + form.getValue())
            .collect(Collectors.joining(", ", "    authForms: {", "}\n"));
  }

  /**
   * Statements of {@code SigningScheme.sign(UnsignedRequest request, Credential key)}, for those
   * that take {@code scheme}.
   */
  public SamplePlugin signing(String statements) {
    signing = "return Optional.of((request, key) -> { %s });".formatted(statements);
    return this;
  }

  /** Hosts that it may go to, the first with the credential. */
  public SamplePlugin egress(String... entries) {
    egress = "\"%s\"".formatted(String.join("\", \"", entries));
    return this;
  }

  /** Statements of {@code Plugin.start(PluginContext context)}. */
  public SamplePlugin start(String statements) {
    start = statements;
    return this;
  }

  /** Statements of {@code embedders()}. */
  public SamplePlugin embedder(String statements) {
    embedder = statements;
    return this;
  }

  /** Statements of {@code learners()}. */
  public SamplePlugin learner(String statements) {
    learner = statements;
    return this;
  }

  /** Statements of {@code sharedStores()}. */
  public SamplePlugin sharedStores(String statements) {
    sharedStores = statements;
    return this;
  }

  /** Statements of {@code maskPii(TextToMask input, Call call)}. */
  public SamplePlugin mask(String statements) {
    mask = statements;
    return this;
  }

  /** Statements of {@code open(ProviderContext context)}. */
  public SamplePlugin open(String statements) {
    open = statements;
    return this;
  }

  /** Statements of {@code check(Text instance, Call call)}. */
  public SamplePlugin check(String statements) {
    check = statements;
    return this;
  }

  /** Statements of {@code models(Text instance)}. */
  public SamplePlugin models(String statements) {
    models = statements;
    return this;
  }

  /** Components of the record of the configuration. */
  public SamplePlugin config(String components) {
    config = components;
    return this;
  }

  /** How it was verified. */
  public SamplePlugin grade(String value) {
    grade = value;
    return this;
  }

  /** Support of {@code pii.mask}. */
  public SamplePlugin support(String value) {
    support = value;
    return this;
  }

  public String id() {
    return id;
  }

  public Path write(Path jar) {
    return new PluginJar().manifest(manifest()).source("sample.Main", source()).write(jar);
  }

  String manifest() {
    return """
    id: %1$s
    version: %2$s
    spi: 1
    main: sample.Main
    summary: Answers with its version
    needs: %3$s
    natives: %4$s
    connectors:
      - id: %6$s
        kind: text
        summary: Answers with its version
        marks: [local]
        auth: %7$s
        egress: [%10$s]
        grade: %9$s
        support:
          pii.mask: %5$s
    %8$s\
    """
        .formatted(
            id,
            version,
            needs,
            natives,
            support,
            connector,
            auth,
            (auth.contains("sigv4") ? SIGV4 : "") + forms(),
            grade,
            egress);
  }

  String source() {
    return """
    package sample;

    import io.auterity.spi.*;
    import io.auterity.spi.text.*;
    import java.util.*;
    import java.util.concurrent.*;
    import java.time.*;

    public class Main implements Plugin {
      static final String VERSION = "%s";

      public void start(PluginContext context) { %s }

      public List<Connector<?>> connectors() { return List.of(new TextConnector()); }

      public List<TextEmbedder> embedders() { %s }

      public List<TextLearner> learners() { %s }

      public List<SharedStores> sharedStores() { %s }

      public record Config(%s) {}

      static class TextConnector implements Connector<Text> {
        public String id() { return "%s"; }
        public Class<Config> config() { return Config.class; }
        public Class<Text> kind() { return Text.class; }
        public Text open(ProviderContext context) { %s }
        public void check(Text instance, Call call) { %s }
        public Optional<SigningScheme> signing() { %s }
        public List<PluginManifest.KnownModel> models(Text instance) { %s }
      }

      record Answer(ProviderContext context) implements Text {
        public MaskedText maskPii(TextToMask input, Call call) { %s }
      }
    }
    """
        .formatted(
            version,
            start,
            embedder,
            learner,
            sharedStores,
            config,
            connector,
            open,
            check,
            signing,
            models,
            mask);
  }
}
