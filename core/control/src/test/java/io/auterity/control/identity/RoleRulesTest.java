package io.auterity.control.identity;

import static io.auterity.platform.json.SingleQuoted.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.control.access.AccessRole;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleRulesTest {

  private static Set<AccessRole> roles(String rules, String claims) {
    return RoleRules.of(json("{'rules': [%s]}".formatted(rules))).roles(json(claims));
  }

  @Test
  void whomNoRuleFitsHasNoRole() {
    assertThat(roles("{'role': 'admin', 'claim': 'sub', 'equals': 'ada'}", "{'sub': 'eve'}"))
        .isEmpty();
    assertThat(roles("{'role': 'admin', 'claim': 'team', 'equals': 'a'}", "{'sub': 'ada'}"))
        .isEmpty();
  }

  @Test
  void allRulesThatFitGiveTheirRoles() {
    String rules =
        """
        {'role': 'viewer', 'claim': 'sub', 'equals': 'ada'},
        {'role': 'auditor', 'claim': 'groups', 'contains': 'audit'},
        {'role': 'admin', 'claim': 'groups', 'contains': 'admins'}
        """;

    assertThat(roles(rules, "{'sub': 'ada', 'groups': ['audit', 'x']}"))
        .containsExactlyInAnyOrder(AccessRole.VIEWER, AccessRole.AUDITOR);
  }

  @Test
  void oneThatKeepsOutWinsOverAllOthers() {
    String rules =
        """
        {'role': 'admin', 'claim': 'sub', 'equals': 'ada'},
        {'role': 'none', 'claim': 'groups', 'contains': 'leavers'}
        """;

    assertThat(roles(rules, "{'sub': 'ada', 'groups': ['leavers']}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "'claim': 'email', 'equals': 'fired@a.test' | 'email': 'Fired@A.test'",
        "'claim': 'email', 'equals': 'Fired@a.test' | 'email': 'fired@a.test', 'email_verified':"
            + " false",
        "'domain': 'a.test' | 'email': 'x@A.test'",
        "'domain': 'a.test' | 'email': 'x@b.test', 'hd': 'a.test'",
        "'claim': 'groups', 'contains': 'Leavers' | 'groups': ['leavers']",
        "'claim': 'groups', 'contains': 'leavers' | '_claim_names': {'groups': 'src1'}",
        "'domain': 'a.test' | '_claim_names': {'email': 'api'}",
      })
  void inDoubtSomebodyIsKeptOut(String rule, String claims) {
    String all = "{'role': 'admin', 'claim': 'sub', 'equals': 'ada'}, {'role': 'none', %s}";

    assertThat(roles(all.formatted(rule), "{'sub': 'ada', %s}".formatted(claims))).isEmpty();
    assertThat(
            roles(
                all.formatted(rule),
                "{'sub': 'ada', 'email': 'ada@b.test', 'groups': ['staff', 'leavers-in-spe']}"))
        .as("whom it does not name")
        .containsExactly(AccessRole.ADMIN);
    assertThat(roles(all.formatted(rule), "{'sub': 'ada'}"))
        .as("of whom the issuer says no such thing")
        .containsExactly(AccessRole.ADMIN);
  }

  @Test
  void aClaimLiesAtTheEndOfAPathOrHasDotsItself() {
    String rule = "{'role': 'viewer', 'claim': 'realm.roles', 'contains': 'staff'}";

    assertThat(roles(rule, "{'realm': {'roles': ['staff']}}")).containsExactly(AccessRole.VIEWER);
    assertThat(roles(rule, "{'realm.roles': ['staff']}")).containsExactly(AccessRole.VIEWER);
    assertThat(roles(rule, "{'realm': {'roles': ['staffing']}}")).isEmpty();
    assertThat(roles(rule, "{'realm': {'roles': 'not staff'}}")).containsExactly(AccessRole.VIEWER);
    assertThat(roles(rule, "{'realm': {'roles': {'staff': true}}}")).isEmpty();
  }

  @Test
  void anAddressCountsOnlyWhereItIsVerified() {
    String rule = "{'role': 'viewer', 'claim': 'email', 'equals': 'ada@a.test'}";

    assertThat(roles(rule, "{'email': 'ada@a.test', 'email_verified': true}")).hasSize(1);
    assertThat(roles(rule, "{'email': 'ada@a.test', 'email_verified': 'true'}")).hasSize(1);
    assertThat(roles(rule, "{'email': 'ada@a.test', 'email_verified': false}")).isEmpty();
    assertThat(roles(rule, "{'email': 'ada@a.test'}")).isEmpty();
  }

  @Test
  void aDomainIsThatOfTheVerifiedAddressAndNoOther() {
    String rule = "{'role': 'viewer', 'domain': 'a.test'}";

    assertThat(roles(rule, "{'email': 'Ada@A.Test', 'email_verified': true}")).hasSize(1);
    assertThat(roles(rule, "{'email': 'ada@a.test'}")).isEmpty();
    assertThat(roles(rule, "{'email': 'ada@evil-a.test', 'email_verified': true}")).isEmpty();
    assertThat(roles(rule, "{'email': 'ada@sub.a.test', 'email_verified': true}")).isEmpty();
    assertThat(roles(rule, "{'email': 'a@evil@a.test', 'email_verified': true}")).isEmpty();
    assertThat(roles(rule, "{'hd': 'a.test'}")).isEmpty();
  }

  @Test
  void ofGoogleTheAccountIsOfTheDomainToo() {
    String rule = "{'role': 'viewer', 'domain': 'a.test'}";
    String google =
        "'iss': 'https://accounts.google.com', 'email_verified': true, 'email': 'ada@a.test'";

    assertThat(roles(rule, "{%s, 'hd': 'a.test'}".formatted(google))).hasSize(1);
    assertThat(roles(rule, "{%s}".formatted(google))).isEmpty();
  }
}
