package io.auterity.provider.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.provider.compare.Feature.Coverage;
import io.auterity.spi.PluginManifest.ConnectorManifest;
import io.auterity.spi.PluginManifest.OperationSupport;
import io.auterity.spi.Support;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FeatureTest {

  private static final Catalogue CATALOGUE = Catalogue.standard();

  private final Feature review =
      new Feature("git", "code review", List.of("git.review.create", "git.review.list"));
  private final Feature wiki =
      new Feature("git", "wiki", List.of("*.wiki_page.get", "*.wiki_page.list"));
  private final Feature issues = new Feature("git", "issues", List.of("tracker.issue.get"));

  @Test
  void namesOperationsThatTheirKindsHave() {
    List<String> named =
        Stream.of("git", "ci", "knowledge")
            .flatMap(kind -> Feature.of(kind).stream())
            .flatMap(feature -> feature.operations().stream())
            .flatMap(each -> Stream.of(each.split("\\|", -1)))
            .filter(each -> !each.startsWith("*"))
            .toList();

    assertThat(named).isNotEmpty();
    assertThat(CATALOGUE.ids()).containsAll(named);
    assertThat(Feature.of("tracker")).isEmpty();
  }

  @Test
  void isThereInFullWhereEachOperationIsThatMakesItUp() {
    ConnectorManifest host =
        connector(
            "host", "git", Map.of("review.create", Support.EMULATED, "review.list", Support.FULL));

    assertThat(review.coverage(host, List.of())).isEqualTo(new Coverage(Support.FULL, 2, 0, 2));
  }

  @Test
  void isThereInPartWhereAnOperationIsMissingOrHasLimits() {
    assertThat(coverage(review, Map.of("review.create", Support.FULL)))
        .isEqualTo(new Coverage(Support.PARTIAL, 1, 0, 2));
    assertThat(
            coverage(review, Map.of("review.create", Support.FULL, "review.list", Support.PARTIAL)))
        .isEqualTo(new Coverage(Support.PARTIAL, 2, 1, 2));
    assertThat(coverage(review, Map.of("review.create", Support.NONE)))
        .isEqualTo(new Coverage(Support.NONE, 0, 0, 2));
  }

  @Test
  void isMadeUpOfExtensionsToo() {
    assertThat(
            coverage(
                wiki,
                Map.of("host.wiki_page.get", Support.FULL, "host.wiki_page.list", Support.FULL)))
        .isEqualTo(new Coverage(Support.FULL, 2, 0, 2));
    assertThat(coverage(wiki, Map.of("other.wiki_page.get", Support.FULL)).support())
        .isEqualTo(Support.NONE);
  }

  @Test
  void isThereWhereAnyOfSeveralOperationsIs() {
    Feature runners = new Feature("git", "runners", List.of("*.runner.list|*.agent.list"));

    assertThat(coverage(runners, Map.of("host.agent.list", Support.FULL)).support())
        .isEqualTo(Support.FULL);
  }

  @Test
  void looksAtTheVendorsConnectorsOfOtherKinds() {
    ConnectorManifest host = connector("host", "git", Map.of());
    ConnectorManifest tracker =
        connector("host-issues", "tracker", Map.of("issue.get", Support.FULL));
    ConnectorManifest another = connector("other", "git", Map.of("review.create", Support.FULL));

    assertThat(issues.coverage(host, List.of(host, tracker)).support()).isEqualTo(Support.FULL);
    assertThat(issues.coverage(host, List.of(host)).support()).isEqualTo(Support.NONE);
    assertThat(review.coverage(host, List.of(host, another)).support()).isEqualTo(Support.NONE);
  }

  @Test
  void eachKindHasItsCategory() {
    assertThat(CATALOGUE.all().stream().map(Capability::kind).distinct().map(Category::of))
        .isNotEmpty()
        .doesNotContain(Category.OTHER);
    assertThat(Category.of("fax")).isEqualTo(Category.OTHER);
  }

  @Test
  void theRoadMapClassesSomeConnectors() {
    assertThat(PriorityClass.of("github-actions")).contains(PriorityClass.CRITICAL);
    assertThat(PriorityClass.of("jira")).contains(PriorityClass.MEDIUM);
    assertThat(PriorityClass.of("host")).isEmpty();
  }

  private static Coverage coverage(Feature feature, Map<String, Support> support) {
    return feature.coverage(connector("host", "git", support), List.of());
  }

  private static ConnectorManifest connector(String id, String kind, Map<String, Support> support) {
    return ConnectorManifest.builder(id, kind, "Of a test")
        .support(
            support.entrySet().stream()
                .collect(
                    Collectors.toMap(
                        Map.Entry::getKey,
                        each -> new OperationSupport(each.getValue(), false, null))))
        .build();
  }
}
