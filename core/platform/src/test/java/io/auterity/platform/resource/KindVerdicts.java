package io.auterity.platform.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.problem.Problem;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a kind says about sample specs and about a thousand seeded mutations of them: each problem
 * with its path and fix, or that it fits and comes into force, and the secrets it uses. The kept
 * file beside the test counts the problems by their form, for people, and ends with the SHA-256 of
 * all that was said, whatever the order of the problems of one spec.
 */
public final class KindVerdicts {

  private static final int MUTATIONS = 1_000;
  private static final TenantScope TENANT = TenantScope.authenticated(new UUID(0, 1));

  private final ResourceKind kind;
  private final JsonSchema schema;
  private final ResourceSet others;
  private final Map<String, Integer> forms = new TreeMap<>();
  private final StringBuilder said = new StringBuilder();

  private KindVerdicts(ResourceKind kind, ResourceSet others) {
    this.kind = kind;
    this.schema = JsonSchema.of(kind.schema());
    this.others = others;
  }

  /** Compares with the file {@code verdicts/KIND.txt} beside the test. */
  public static void assertKept(Class<?> test, ResourceKind kind) throws IOException {
    List<Resource> samples = samples(test);
    KindVerdicts verdicts = new KindVerdicts(kind, new ResourceSet(samples));
    verdicts.sayAll(samples);
    String now = verdicts.summary();
    Path written = Path.of("target", "verdicts", kind.name() + ".txt");
    Files.createDirectories(written.getParent());
    Files.writeString(written, now);
    Files.writeString(written.resolveSibling(kind.name() + ".all"), verdicts.said);
    assertThat(text(test, kind.name() + ".txt"))
        .as("kind %s speaks otherwise of its samples: see %s and .all", kind.name(), written)
        .isEqualTo(now);
  }

  private static List<Resource> samples(Class<?> test) throws IOException {
    return ResourceDraft.read(text(test, "samples.yaml").getBytes(StandardCharsets.UTF_8)).stream()
        .map(draft -> (Json.Obj) draft.value())
        .map(
            draft ->
                new Resource(
                    Objects.requireNonNull(draft.text("kind")),
                    Objects.requireNonNull(draft.text("id")),
                    1,
                    (Json.Obj) Objects.requireNonNull(draft.get("spec")),
                    Instant.EPOCH))
        .toList();
  }

  private static String text(Class<?> test, String file) throws IOException {
    try (InputStream in = test.getResourceAsStream("verdicts/" + file)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void sayAll(List<Resource> all) {
    List<Resource> samples =
        all.stream().filter(sample -> sample.kind().equals(kind.name())).toList();
    SpecMutations mutations = new SpecMutations(new Random(17), all);
    for (Resource sample : samples) {
      assertThat(say(sample, sample.spec())).as(sample.id()).isTrue();
    }
    for (int i = 0; i < MUTATIONS; i++) {
      Resource sample = samples.get(i % samples.size());
      say(sample, mutations.of(sample.spec()));
    }
  }

  /** Says it of a spec that is to come in place of the sample; returns whether it fits. */
  private boolean say(Resource sample, Json.Obj spec) {
    said.append(sample.id()).append(' ').append(spec).append('\n');
    List<Problem> problems = schema.check(spec);
    if (problems.isEmpty()) {
      kind.applied(TENANT, sample);
      problems = kind.check(TENANT, sample.id(), spec, others);
    }
    problems.forEach(problem -> forms.merge(form(problem), 1, Integer::sum));
    problems.stream()
        .map(Problem::toString)
        .sorted()
        .forEach(each -> said.append(each).append('\n'));
    if (problems.isEmpty()) {
      forms.merge("fits", 1, Integer::sum);
      kind.applied(TENANT, new Resource(kind.name(), sample.id(), 2, spec, Instant.EPOCH));
      said.append("  uses ").append(new ArrayList<>(kind.secrets(spec))).append('\n');
    }
    kind.removed(TENANT, sample.id());
    return problems.isEmpty();
  }

  private static String form(Problem problem) {
    return problem
        .toString()
        .replaceAll("\\[\\d+]", "[]")
        .replaceAll("'[^']*'", "'…'")
        .replaceAll("; use one of .*", "; use one of …");
  }

  private String summary() {
    return forms.entrySet().stream()
        .map(form -> "%5d %s\n".formatted(form.getValue(), form.getKey()))
        .collect(Collectors.joining("", "", "sha256 " + digest() + "\n"));
  }

  private String digest() {
    try {
      byte[] text = said.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
