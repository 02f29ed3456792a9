package io.auterity.plugins.ci;

import static org.assertj.core.api.Assertions.assertThat;

import groovy.lang.Binding;
import groovy.lang.Closure;
import groovy.lang.GroovyShell;
import groovy.lang.MissingPropertyException;
import groovy.lang.Script;
import io.auterity.spi.ci.BuildDefinition;
import io.auterity.spi.ci.BuildDefinition.DefinitionFile;
import io.auterity.spi.ci.BuildDefinition.ServerSetting;
import io.auterity.spi.ci.DefinitionFormat;
import io.auterity.spi.ci.JobDefinition;
import io.auterity.spi.ci.NewDefinition;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.manifest.ManifestFileReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What is written, and that others can read it. */
class DefinitionFilesTest {

  private static final Path KEPT = Path.of("src/test/resources/io/auterity/plugins/ci/definitions");

  private static BuildDefinition rendered(NewDefinition definition) {
    FakeProvider provider = new FakeProvider("mine", ManifestFileReader.of(CiPlugin.class));
    return new DefinitionClient()
        .renderDefinition(definition, FakeCall.of("ci.definition.render", provider));
  }

  /**
   * The kept workflows of Actions were read by actionlint 1.7.12 and @actions/workflow-parser
   * 0.3.61.
   */
  @ParameterizedTest
  @EnumSource(DefinitionFormat.class)
  void eachFormatIsWrittenAsItIsKept(DefinitionFormat format) throws IOException {
    Path folder = KEPT.resolve(format.name().toLowerCase(Locale.ROOT));
    for (DefinitionFile file : rendered(SampleDefinitions.most(format)).files()) {
      Path kept = folder.resolve(file.path());
      if (Boolean.getBoolean("auterity.generate")) {
        Files.createDirectories(Objects.requireNonNull(kept.getParent()));
        Files.writeString(kept, file.text());
      }
      assertThat(file.text()).isEqualTo(Files.readString(kept, StandardCharsets.UTF_8));
    }
  }

  @ParameterizedTest
  @EnumSource(DefinitionFormat.class)
  void theSameDefinitionIsTheSameText(DefinitionFormat format) {
    assertThat(rendered(SampleDefinitions.most(format)))
        .isEqualTo(rendered(SampleDefinitions.most(format)));
  }

  private static Map<?, ?> under(Map<?, ?> map, String name) {
    return (Map<?, ?>) Objects.requireNonNull(map.get(name));
  }

  @Test
  void whatIsGivenByHandHasItsUsualValueInOtherBuilds() {
    String text =
        rendered(SampleDefinitions.most(DefinitionFormat.GITHUB_ACTIONS)).files().getFirst().text();

    Map<?, ?> workflow = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);

    assertThat(under(workflow, "env").get("NOTE"))
        .isEqualTo("${{ github.event_name != 'workflow_dispatch' && 'it''s $5' || inputs.NOTE }}");
    Map<?, ?> dispatch = under(under(workflow, "on"), "workflow_dispatch");
    assertThat(under(under(dispatch, "inputs"), "STAGE"))
        .isEqualTo(
            Map.of(
                "description", "Where to",
                "type", "choice",
                "default", "live",
                "options", List.of("test", "live")));
  }

  @Test
  void textsOfAWorkflowAreReadAsTheyWereGiven() {
    String text =
        rendered(SampleDefinitions.most(DefinitionFormat.GITHUB_ACTIONS)).files().getFirst().text();

    Map<?, ?> workflow = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);

    assertThat(workflow.get("env"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("GREETING", "it's \"yes\": $5 \\ 日本")
        .containsEntry("DEBUG", "no");
    assertThat(workflow.get("name")).isEqualTo("Build & test");
  }

  private static List<String> paths(DefinitionFormat format, String name, @Nullable String path) {
    return rendered(
            new NewDefinition(
                format,
                name,
                null,
                null,
                List.of(SampleDefinitions.job("a", "alpine:3", SampleDefinitions.step("s", "x"))),
                path))
        .files()
        .stream()
        .map(DefinitionFile::path)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = DefinitionFormat.class,
      names = {"GITHUB_ACTIONS", "WOODPECKER"})
  void definitionsOfOtherNamesAreOtherFiles(DefinitionFormat format) {
    List<String> names =
        List.of("日本", "中国", "Build & test", "build-test", "Build-test", "a/b", "a");

    assertThat(names.stream().map(name -> paths(format, name, null)).distinct())
        .hasSameSizeAs(names);
    assertThat(paths(format, "日本", null).getFirst()).matches("[A-Za-z0-9._/-]+");
  }

  @Test
  void aFileLiesWhereItIsWanted() {
    assertThat(paths(DefinitionFormat.GITHUB_ACTIONS, "n", ".github/workflows/x.yml"))
        .containsExactly(".github/workflows/x.yml");
    assertThat(paths(DefinitionFormat.JENKINS_SCRIPTED, "n", "ci/Jenkinsfile"))
        .containsExactly("ci/Jenkinsfile");
    assertThat(paths(DefinitionFormat.WOODPECKER, "n", "ci")).containsExactly("ci/n.a.yaml");
  }

  @Test
  void aScheduleThatNoFileHoldsIsASettingToMake() {
    assertThat(rendered(SampleDefinitions.most(DefinitionFormat.WOODPECKER)).settings())
        .containsExactly(new ServerSetting("cron", "30 4 * * 1"));
    assertThat(rendered(SampleDefinitions.most(DefinitionFormat.GITHUB_ACTIONS)).settings())
        .isEmpty();
  }

  @Test
  void aCombinationOfAMatrixIsACallAndNoCopy() {
    List<String> many = IntStream.range(0, 16).mapToObj(Integer::toString).toList();
    JobDefinition job =
        JobDefinition.builder("a", List.of(SampleDefinitions.step("s", "x".repeat(10_000))))
            .image("alpine:${A}")
            .matrix(Map.of("A", many, "B", many))
            .build();
    NewDefinition definition = SampleDefinitions.one(DefinitionFormat.JENKINS_SCRIPTED, job);

    String text = rendered(definition).files().getFirst().text();

    assertThat(text).hasSizeLessThan(50_000);
    Jenkins jenkins = Jenkins.running(text);
    assertThat(jenkins.texts).contains("alpine:15", "A=15", "B=0");
    assertThat(Collections.frequency(jenkins.scripts, "set -e\n" + "x".repeat(10_000)))
        .isEqualTo(256);
  }

  @Test
  void woodpeckerReplacesNothingInTexts() {
    NewDefinition definition =
        SampleDefinitions.one(
            DefinitionFormat.WOODPECKER,
            SampleDefinitions.job("a", "alpine:3", SampleDefinitions.step("s", "echo ${HOME}")));

    assertThat(rendered(definition).files().getFirst().text()).contains("echo $${HOME}");
  }

  /** Groovy reads a Jenkinsfile, and the shell is given what was said. */
  @ParameterizedTest
  @EnumSource(value = DefinitionFormat.class, names = "JENKINS.*", mode = EnumSource.Mode.MATCH_ANY)
  void groovyRunsAJenkinsfile(DefinitionFormat format) {
    String text = rendered(SampleDefinitions.most(format)).files().getFirst().text();

    Jenkins jenkins = Jenkins.running(text);

    assertThat(jenkins.scripts)
        .contains(
            "set -e\n! grep -rP '\\t' src\necho \"$HOME\"",
            "set -e\nmvn -B verify",
            "set -e\nfor f in target/*.jar; do\n  curl -T \"$f\" \"$REPO\"\ndone",
            "set -e\nrm -rf target");
    assertThat(jenkins.texts)
        .contains("it's \"yes\": $5 \\ 日本", "STAGE", "live", "NOTE", "it's $5", "Publish 'it'?");
  }

  /** Everything that a Jenkinsfile calls is taken, and its blocks are run. */
  public abstract static class Jenkins extends Script {

    final List<String> scripts = new ArrayList<>();
    final List<String> texts = new ArrayList<>();

    static Jenkins running(String text) {
      var configuration = new org.codehaus.groovy.control.CompilerConfiguration();
      configuration.setScriptBaseClass(Jenkins.class.getName());
      Jenkins script =
          (Jenkins)
              new GroovyShell(Jenkins.class.getClassLoader(), new Binding(), configuration)
                  .parse(text);
      script.run();
      return script;
    }

    @Override
    public Object invokeMethod(String name, Object given) {
      Object[] arguments = given instanceof Object[] several ? several : new Object[] {given};
      if (name.equals("sh")) {
        scripts.add(arguments[0].toString());
      }
      Arrays.stream(arguments).forEach(this::taken);
      return this;
    }

    private void taken(Object argument) {
      switch (argument) {
        case Closure<?> block -> {
          block.setDelegate(this);
          if (block.getMaximumNumberOfParameters() > 0) {
            block.call(Map.of("id", "1"));
          } else {
            block.call();
          }
        }
        case Map<?, ?> named -> named.values().forEach(this::taken);
        case List<?> list -> list.forEach(this::taken);
        case CharSequence text -> texts.add(text.toString().replaceFirst("^GREETING=", ""));
        default -> {}
      }
    }

    @Override
    public Object getProperty(String name) {
      try {
        return super.getProperty(name);
      } catch (MissingPropertyException e) {
        return switch (name) {
          case "env" -> Map.of("BRANCH_NAME", "main", "TAG_NAME", "v1");
          case "currentBuild", "docker" -> this;
          default -> name;
        };
      }
    }

    @Override
    public void setProperty(String name, Object value) {
      texts.add(value.toString());
    }

    /** As a list of causes has it. */
    public boolean isEmpty() {
      return false;
    }
  }
}
