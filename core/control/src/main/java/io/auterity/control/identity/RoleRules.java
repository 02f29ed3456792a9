package io.auterity.control.identity;

import io.auterity.control.access.AccessRole;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules by which an issuer's claims give a user roles of a tenant: those of all rules that fit,
 * and none when no rule fits or one fits that keeps the user out.
 */
record RoleRules(List<Rule> rules) {

  private static final String EMAIL = "email";
  private static final String OUT = "none";

  /** Characters of an address. */
  private static final int LONGEST = 320;

  /**
   * One of them.
   *
   * @param role null keeps out whom it fits
   * @param claim its name, or a path of names with dots; null where a domain is asked for
   * @param equal what the claim is; null where it is a list
   * @param contains one of what the claim lists, or of its words
   * @param domain of the address that the issuer has verified
   */
  record Rule(
      @Nullable AccessRole role,
      @Nullable String claim,
      @Nullable String equal,
      @Nullable String contains,
      @Nullable String domain) {

    private static Rule of(Json.Obj spec) {
      String role = Objects.requireNonNull(spec.text("role"));
      return new Rule(
          role.equals(OUT) ? null : AccessRole.of(role),
          spec.text("claim"),
          spec.text("equals"),
          spec.text("contains"),
          spec.text("domain"));
    }

    private boolean fits(Json.Obj claims) {
      return role == null ? SignInBlocklist.fits(this, claims) : gives(claims);
    }

    private boolean gives(Json.Obj claims) {
      if (domain != null) {
        return isOfDomain(claims, domain.toLowerCase(Locale.ROOT));
      }
      Json value = claim == null ? null : value(claims, claim);
      // An unverified address is what its owner says.
      if (value == null || (EMAIL.equals(claim) && !verified(claims))) {
        return false;
      }
      return equal == null ? contains != null && holds(value, contains) : is(value, equal);
    }
  }

  RoleRules {
    rules = List.copyOf(rules);
  }

  static RoleRules of(Json.Obj spec) {
    List<Rule> rules = new ArrayList<>();
    if (spec.get("rules") instanceof Json.Arr(List<Json> items)) {
      for (Json item : items) {
        if (item instanceof Json.Obj rule) {
          rules.add(Rule.of(rule));
        }
      }
    }
    return new RoleRules(rules);
  }

  /** All roles that they can give. */
  Set<AccessRole> given() {
    Set<AccessRole> roles = EnumSet.noneOf(AccessRole.class);
    for (Rule rule : rules) {
      if (rule.role() != null) {
        roles.add(rule.role());
      }
    }
    return roles;
  }

  /** The roles of a user with these claims. */
  Set<AccessRole> roles(Json.Obj claims) {
    Set<AccessRole> roles = EnumSet.noneOf(AccessRole.class);
    for (Rule rule : rules) {
      if (rule.fits(claims)) {
        if (rule.role() == null) {
          return Set.of();
        }
        roles.add(rule.role());
      }
    }
    return roles;
  }

  private static boolean isOfDomain(Json.Obj claims, String domain) {
    String email = claims.text(EMAIL);
    if (email == null || !verified(claims)) {
      return false;
    }
    boolean address =
        email.toLowerCase(Locale.ROOT).endsWith("@" + domain)
            && email.indexOf('@') == email.length() - domain.length() - 1;
    // Google tells apart who has an account of the domain and who has an address of it.
    String hosted = claims.text("hd");
    boolean google = "https://accounts.google.com".equals(claims.text("iss"));
    return address && (!google || domain.equalsIgnoreCase(hosted));
  }

  /** The address that the issuer has verified; null where there is none. */
  static @Nullable String address(Json.Obj claims) {
    String email = claims.text(EMAIL);
    return email != null && email.length() <= LONGEST && verified(claims) ? email : null;
  }

  /** Apple writes it as a text. */
  private static boolean verified(Json.Obj claims) {
    Json told = claims.get("email_verified");
    return Json.of(true).equals(told) || Json.of("true").equals(told);
  }

  /** The claim of that very name, or at the end of a path. */
  static @Nullable Json value(Json.Obj claims, String name) {
    Json direct = claims.get(name);
    int dot = name.indexOf('.');
    if (direct != null || dot < 0) {
      return direct;
    }
    return claims.get(name.substring(0, dot)) instanceof Json.Obj inner
        ? value(inner, name.substring(dot + 1))
        : null;
  }

  private static boolean is(Json value, String wanted) {
    return wanted.equals(text(value));
  }

  /** A text, number or truth value as rules write it; null of anything else. */
  static @Nullable String text(Json value) {
    return switch (value) {
      case Json.Str(String text) -> text;
      case Json.Int(long number) -> Long.toString(number);
      case Json.Bool(boolean bool) -> Boolean.toString(bool);
      case Json.Null _, Json.Dec _, Json.Arr _, Json.Obj _ -> null;
    };
  }

  private static boolean holds(Json value, String wanted) {
    return switch (value) {
      case Json.Arr(List<Json> items) -> items.stream().anyMatch(item -> is(item, wanted));
      case Json.Str(String text) -> List.of(text.split(" ")).contains(wanted);
      case Json.Null _, Json.Int _, Json.Bool _, Json.Dec _, Json.Obj _ -> false;
    };
  }
}
