package io.auterity.control.owner;

import static io.auterity.platform.json.SingleQuoted.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnerKindTest {

  private final TenantScope tenant = TenantScope.authenticated(new UUID(0, 1));
  private final Owners owners = new Owners();
  private final List<Resource> applied = new ArrayList<>();

  @Test
  void aProjectBelongsToItsTeamAndToThoseAboveIt() {
    apply("team", "eng", "{}");
    apply("team", "payments", "{'parent': 'eng'}");
    apply("project", "checkout", "{'parent': 'payments'}");

    assertThat(owners.chain(tenant, "project/checkout"))
        .hasValue(List.of("project/checkout", "team/payments", "team/eng"));
    assertThat(owners.chain(tenant, "project/other")).isEmpty();
  }

  @Test
  void nobodyCanSayWhoseLimitsCountWhenATeamAboveIsGone() {
    apply("team", "eng", "{}");
    apply("project", "checkout", "{'parent': 'eng'}");

    kind("team").removed(tenant, "eng");

    assertThat(owners.chain(tenant, "project/checkout")).isEmpty();
  }

  @Test
  void membersOfATeamBelongToWhatIsBelowIt() {
    apply("user", "ada", "{'email': 'ada@example.org'}");
    apply("user", "bob", "{}");
    apply("team", "eng", "{'members': ['ada']}");
    apply("project", "checkout", "{'parent': 'eng', 'members': ['bob']}");

    assertThat(owners.belongs(tenant, "ada", "project/checkout")).isTrue();
    assertThat(owners.belongs(tenant, "bob", "project/checkout")).isTrue();
    assertThat(owners.belongs(tenant, "bob", "team/eng")).isFalse();
  }

  @Test
  void aUserIsFoundByAddressAndBelongsToTeamsBelowTheirOwn() {
    apply("user", "ada", "{'email': 'ada@example.org'}");
    apply("user", "bob", "{'email': 'bob@example.org'}");
    apply("user", "eve", "{}");
    apply("team", "eng", "{'members': ['ada']}");
    apply("team", "payments", "{'parent': 'eng', 'members': ['bob']}");

    assertThat(owners.users(tenant, Set.of("ADA@example.org", "cy@example.org")))
        .containsExactly("ada");
    assertThat(owners.users(tenant, Set.of())).isEmpty();
    assertThat(owners.teams(tenant, "ada")).containsExactlyInAnyOrder("eng", "payments");
    assertThat(owners.teams(tenant, "bob")).containsExactly("payments");
  }

  @Test
  void anotherTenantsOwnersAreUnknown() {
    apply("team", "eng", "{}");

    assertThat(owners.find(TenantScope.authenticated(new UUID(0, 2)), "team/eng")).isEmpty();
  }

  @Test
  void aParentOrMemberThatIsNotThereIsNamed() {
    assertThat(check("project", "checkout", "{'parent': 'payments', 'members': ['ada']}"))
        .extracting(Problem::path, Problem::rule)
        .containsExactly(
            tuple("parent", "there is no team 'payments'"),
            tuple("members[0]", "there is no user 'ada'"));
  }

  @Test
  void aTeamNeverStandsAboveItself() {
    apply("team", "a", "{}");
    apply("team", "b", "{'parent': 'a'}");

    applied.removeIf(resource -> resource.id().equals("a"));
    apply("team", "a", "{'parent': 'b'}");

    assertThat(check("team", "a", "{'parent': 'b'}"))
        .extracting(Problem::rule)
        .containsExactly("team 'a' would stand above itself");
    assertThat(owners.chain(tenant, "team/a")).isEmpty();
  }

  @Test
  void usersComeBeforeTheTeamsThatNameThem() {
    assertThat(kind("user").order()).isLessThan(kind("project").order());
    assertThat(kind("user").order()).isLessThan(kind("team").order());
  }

  private void apply(String kind, String id, String spec) {
    Resource resource = new Resource(kind, id, 1, json(spec), Instant.EPOCH);
    applied.add(resource);
    kind(kind).applied(tenant, resource);
  }

  private List<Problem> check(String kind, String id, String spec) {
    return kind(kind).check(tenant, id, json(spec), new ResourceSet(applied));
  }

  private ResourceKind kind(String name) {
    return OwnerKind.all(owners).stream().filter(k -> k.name().equals(name)).findFirst().get();
  }
}
