package io.auterity.server;

import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.STATIC;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import io.auterity.platform.id.WireId;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Prefixes of ids are part of the wire: each stays, and names one kind of thing. */
@AnalyzeClasses(
    packages = "io.auterity",
    importOptions = {ImportOption.DoNotIncludeTests.class, BoundaryTest.NoTestJars.class})
class WireIdsTest {

  private static final Map<String, String> PREFIXES =
      Map.ofEntries(
          Map.entry("appr_", "Approval"),
          Map.entry("ask_", "ApprovalRow"),
          Map.entry("batch_", "CallBatch"),
          Map.entry("bulk_", "RunBulk"),
          Map.entry("dec_", "Decision"),
          Map.entry("file-", "StoredFile"),
          Map.entry("ftjob-", "TuningJob"),
          Map.entry("hook_", "WebhookRow"),
          Map.entry("ident_", "PersonIdentity"),
          Map.entry("key_", "Principal"),
          Map.entry("msgbatch_", "AnthropicDialect"),
          Map.entry("reh_", "Decision"),
          Map.entry("req_", "GatewayAnswers"),
          Map.entry("resp_", "StoredResponse"),
          Map.entry("run_", "Invocation"),
          Map.entry("start_", "StartRow"),
          Map.entry("ten_", "TenantScope"),
          Map.entry("trig_", "TriggerAncestry"),
          Map.entry("whd_", "CloudEvent"));

  @ArchTest
  static void eachPrefixStandsForOneKind(JavaClasses all) {
    Map<String, List<String>> found =
        constants(all)
            .collect(
                groupingBy(
                    WireIdsTest::prefix,
                    TreeMap::new,
                    mapping(one -> one.getOwner().getSimpleName(), toList())));

    Map<String, List<String>> expected = new TreeMap<>();
    PREFIXES.forEach((prefix, type) -> expected.put(prefix, List.of(type)));
    assertThat(found).as("add the prefix here").isEqualTo(expected);
  }

  @ArchTest
  static void constantsAloneMakeThem(JavaClasses all) {
    List<String> makers =
        all.get(WireId.class).getConstructorCallsToSelf().stream()
            .map(call -> call.getOrigin().getName())
            .distinct()
            .toList();

    assertThat(makers).containsExactly("<clinit>");
  }

  private static Stream<JavaField> constants(JavaClasses all) {
    return all.stream()
        .flatMap(type -> type.getFields().stream())
        .filter(field -> field.getRawType().isEquivalentTo(WireId.class))
        .filter(field -> field.getModifiers().containsAll(List.of(STATIC, FINAL)));
  }

  private static String prefix(JavaField constant) {
    Field field = constant.reflect();
    try {
      return ((WireId) field.get(null)).prefix();
    } catch (IllegalAccessException e) {
      throw new AssertionError(constant.getFullName() + " is not public", e);
    }
  }
}
