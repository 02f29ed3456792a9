package io.auterity.author;

import io.auterity.author.suite.AutomationSuite;
import io.auterity.author.suite.CiSuite;
import io.auterity.author.suite.ConnectorUnderTest;
import io.auterity.author.suite.ContainersSuite;
import io.auterity.author.suite.DocumentsSuite;
import io.auterity.author.suite.GitSuite;
import io.auterity.author.suite.KnowledgeSuite;
import io.auterity.author.suite.TrackerSuite;
import io.auterity.cli.exit.CliException;
import io.auterity.connector.DataPlugin;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.ConnectorFile;
import io.auterity.connector.rehearsal.ShownRequest;
import io.auterity.spi.Json;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.manifest.ConfigForm;
import io.auterity.testkit.files.VendorWitness;
import io.auterity.testkit.transport.PlainHttpTransport;
import io.auterity.testkit.witness.WitnessRun;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the contract suite of a kind against a stub, or a server that the author names. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Runs the contract suite of a connector's kind: every operation that the file declares, as",
      "any connector of the kind must carry it out. Without --against it asks a stub on this",
      "machine that knows the requests of `plugin new` alone, which proves nothing of a vendor.",
      "The suite makes and deletes things: give it an account of its own. Exit code 1 when a",
      "test failed."
    })
final class TestCommand implements Callable<Integer> {

  private static final Map<String, Class<?>> SUITES =
      Map.of(
          "automation", AutomationSuite.class,
          "ci", CiSuite.class,
          "containers", ContainersSuite.class,
          "documents", DocumentsSuite.class,
          "git", GitSuite.class,
          "knowledge", KnowledgeSuite.class,
          "tracker", TrackerSuite.class);

  @Parameters(paramLabel = "FILE", description = "E.g. acme.yaml")
  private Path path = Path.of("");

  @Option(names = "--connector", description = "Which one, where the file has several.")
  private @Nullable String connector;

  @Option(names = "--against", paramLabel = "URL", description = "Address of a real server.")
  private @Nullable URI against;

  @Option(
      names = "--description",
      paramLabel = "FILE",
      description =
          "The vendor's OpenAPI or Swagger, in JSON or YAML: inputs of all sorts are asked, and"
              + " each request is held against it. Nothing leaves. Repeatable.")
  private List<Path> descriptions = new ArrayList<>();

  @Option(
      names = "--base",
      paramLabel = "PATH",
      description = "What stands before its paths, where it does not say so itself, e.g. /api.")
  private String base = "";

  @Option(
      names = "--recorded",
      paramLabel = "DIR",
      description =
          "Recordings of `plugin try --record`: what is read of them must be what was read"
              + " then. Nothing leaves.")
  private @Nullable Path recorded;

  @Option(
      names = "--credential-file",
      paramLabel = "FILE",
      description =
          "File that holds the credential for it; USER:PASSWORD where that is basic, an access"
              + " token where the file only has tokens given.")
  private @Nullable Path credential;

  @Option(
      names = "--config",
      paramLabel = "FIELD=VALUE",
      description = "A field of the configuration, save the one that holds the address.")
  private Map<String, String> config = Map.of();

  @Option(
      names = "--container",
      paramLabel = "ID",
      description =
          "Where the server makes things: the owner of repositories, a repository that is built,"
              + " an id of the form of a project's or page's.")
  private @Nullable String container;

  @Option(names = "--person", description = "Id of a person that the server knows; repeatable.")
  private List<String> people = new ArrayList<>();

  @Option(
      names = "--given",
      paramLabel = "NAME=VALUE",
      description = {
        "What else the suite works with; @FILE is the text of a file. Of ci: pipeline, endless,",
        "blocked, artifacts (true or false), definition. Of automation: definition, failing,",
        "endless, unsound. Of containers: repository, tag, index."
      })
  private Map<String, String> given = Map.of();

  /** Whether there is a suite of a kind. */
  static boolean hasSuite(String kind) {
    return SUITES.containsKey(kind);
  }

  @Override
  public Integer call() {
    AuthoredFile file;
    try {
      file = AuthoredFile.read(path);
    } catch (BadConnectorException e) {
      e.problems().forEach(each -> System.out.println(AuthoredFile.told(path, each)));
      return CliException.FAILED;
    }
    DataPlugin plugin =
        new DataPlugin(file.checked(), AuthoredFile.CATALOGUE.kinds(), AuthoredFile.BINDER);
    ConnectorManifest chosen = chosen(plugin);
    boolean held = held(file, chosen);
    if (against == null && (!descriptions.isEmpty() || recorded != null)) {
      return held ? 0 : CliException.FAILED;
    }
    return Math.max(held ? 0 : CliException.FAILED, suite(file, plugin, chosen));
  }

  /** What needs no server: by the vendor's description, and by what was recorded. */
  private boolean held(AuthoredFile file, ConnectorManifest chosen) {
    boolean held = true;
    if (!descriptions.isEmpty()) {
      List<VendorWitness> witnesses =
          descriptions.stream()
              .map(each -> VendorWitness.of(DescribedPaths.description(each), base))
              .toList();
      Json.Obj said = new ConfigExample(chosen.config()).read(config);
      System.out.printf("%s of %s, by %s%n%n", chosen.id(), path.getFileName(), descriptions);
      held = new DescribedRun(witnesses, said).run(file, chosen.id());
    }
    if (recorded != null) {
      System.out.printf("%s, by the recordings in %s%n%n", path.getFileName(), recorded);
      held &= new RecordedRun(file).run(recorded);
    }
    if (!descriptions.isEmpty() || recorded != null) {
      System.out.printf(
          "Grade: none. Grades are of the product's own runs; a provider says unverified:"
              + " true.%n%n");
    }
    return held;
  }

  private int suite(AuthoredFile file, DataPlugin plugin, ConnectorManifest chosen) {
    if (!SUITES.containsKey(chosen.kind())) {
      throw CliException.badInput(
          "there is no suite of the kind '%s' here, only of %s"
              .formatted(chosen.kind(), String.join(", ", new TreeSet<>(SUITES.keySet()))));
    }
    if (against != null) {
      return run(
          file, plugin, chosen, against, SignedHttp.secret(file.checked().file(), credential));
    }
    try (KindStub stub = KindStub.start(chosen.kind())) {
      return run(file, plugin, chosen, stub.url(), KindStub.TOKEN);
    }
  }

  private ConnectorManifest chosen(DataPlugin plugin) {
    List<ConnectorManifest> found =
        plugin.manifest().connectors().stream()
            .filter(each -> connector == null || each.id().equals(connector))
            .toList();
    if (found.size() != 1) {
      throw CliException.badInput(
          "say --connector with one of %s"
              .formatted(
                  String.join(
                      ", ",
                      plugin.manifest().connectors().stream()
                          .map(ConnectorManifest::id)
                          .toList())));
    }
    return found.getFirst();
  }

  private int run(
      AuthoredFile file, DataPlugin plugin, ConnectorManifest chosen, URI url, String secret) {
    Json.Obj configured = configured(file.checked().file(), chosen, url);
    Map<String, String> words = words(chosen);
    WitnessRun watched = new WitnessRun();
    try (PlainHttpTransport http = new PlainHttpTransport()) {
      ContractReport report =
          ContractReport.of(
              Objects.requireNonNull(SUITES.get(chosen.kind())),
              subject(
                  file.checked().file(),
                  plugin,
                  chosen,
                  configured,
                  new OnlyServer(url, http),
                  secret,
                  words,
                  watched));
      System.out.printf(
          "%s of %s, digest %s, against %s%n%n",
          chosen.id(),
          path.getFileName(),
          file.checked().file().digest().substring(0, 16),
          against == null ? "the stub" : url);
      report.print(chosen, watched.proven());
      System.out.println(grade(report.succeeded()));
      return report.succeeded() ? 0 : CliException.FAILED;
    }
  }

  private Json.Obj configured(ConnectorFile file, ConnectorManifest chosen, URI url) {
    String address = OnlyServer.field(file);
    Json.Obj said = new ConfigExample(chosen.config()).read(config);
    if (said.get(address) != null) {
      throw CliException.badInput(
          "--config %s: it holds the address, which --against says".formatted(address));
    }
    return said.with(address, Json.of(url.toString()));
  }

  private String grade(boolean succeeded) {
    if (against == null) {
      return "Grade: none, the stub is no vendor. With --against URL it is run before a real"
          + " server.";
    }
    return !succeeded
        ? "Grade: none, for tests failed."
        : "Grade of what passed: V1 if that is the vendor's server, V2 if an independent emulator,"
            + " for these very bytes. The product's own list of proofs holds its own runs alone,"
            + " so a provider still says unverified: true.";
  }

  private ConnectorUnderTest subject(
      ConnectorFile file,
      DataPlugin plugin,
      ConnectorManifest chosen,
      Json.Obj configured,
      OnlyServer server,
      String secret,
      Map<String, String> words,
      WitnessRun watched) {
    ShownRequest.Form places =
        ShownRequest.Form.of(chosen, file, new ConfigForm(chosen.config()).filled(configured));
    Json.Obj form = SignedHttp.form(file);
    String usual = chosen.kind().equals("knowledge") ? "999999" : "main";
    return new ConnectorUnderTest(
        plugin,
        plugin.manifest(),
        chosen.id(),
        configured,
        new SignedHttp(server, places, secret.isEmpty() ? Json.EMPTY : form, secret),
        new SignedHttp(server, places, form, "not-the-real-secret"),
        container == null ? usual : container,
        against == null ? List.of("ada") : people,
        words,
        watched);
  }

  /** What the suite works with; the stub knows its own alone. */
  private Map<String, String> words(ConnectorManifest chosen) {
    Map<String, String> words = SuiteValues.texts(given);
    if (against == null) {
      words.putAll(KindStub.given(chosen.kind()));
    }
    SuiteValues.of(chosen.kind()).check(chosen, words);
    return words;
  }
}
