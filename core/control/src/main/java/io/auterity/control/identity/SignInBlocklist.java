package io.auterity.control.identity;

import io.auterity.spi.Json;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The sign-in blocklist: decides whether a rule keeps a user out. In doubt it does: an address
 * counts whether verified or not, upper and lower case are the same, and a claim that the issuer
 * leaves out because it is too long may hold what the rule names.
 */
final class SignInBlocklist {

  private static final String EMAIL = "email";

  static boolean fits(RoleRules.Rule rule, Json.Obj claims) {
    if (rule.domain() != null) {
      return isOfDomain(claims, rule.domain());
    }
    String claim = rule.claim();
    if (claim == null) {
      return false;
    }
    Json value = RoleRules.value(claims, claim);
    if (value == null) {
      return isElsewhere(claims, claim);
    }
    return rule.equal() == null
        ? rule.contains() != null && holds(value, rule.contains())
        : same(value, rule.equal());
  }

  private static boolean isOfDomain(Json.Obj claims, String domain) {
    String email = claims.text(EMAIL);
    if (email == null && isElsewhere(claims, EMAIL)) {
      return true;
    }
    boolean address =
        email != null && email.substring(email.lastIndexOf('@') + 1).equalsIgnoreCase(domain);
    return address || domain.equalsIgnoreCase(claims.text("hd"));
  }

  /** OpenID Connect Core, section 5.6.2: it is told at another place, which is not asked. */
  private static boolean isElsewhere(Json.Obj claims, String claim) {
    return claims.get("_claim_names") instanceof Json.Obj names
        && RoleRules.value(names, claim) != null;
  }

  private static boolean same(Json value, String wanted) {
    return same(RoleRules.text(value), wanted);
  }

  private static boolean same(@Nullable String text, String wanted) {
    return text != null && text.toLowerCase(Locale.ROOT).equals(wanted.toLowerCase(Locale.ROOT));
  }

  private static boolean holds(Json value, String wanted) {
    return switch (value) {
      case Json.Arr(List<Json> items) -> items.stream().anyMatch(item -> same(item, wanted));
      case Json.Str(String text) ->
          List.of(text.split(" ")).stream().anyMatch(word -> same(word, wanted));
      case Json.Null _, Json.Int _, Json.Bool _, Json.Dec _, Json.Obj _ -> false;
    };
  }
}
