package io.auterity.spi.mail;

import io.auterity.spi.Description;
import java.net.IDN;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An address of e-mail. */
public record MailAddress(
    @Description("Address, e.g. ada@example.org") String address,
    @Description("Name for people") @Nullable String name) {

  private static final int LONGEST = 320;
  private static final String ATOM = "[\\w!#$%&'*+/=?^`{|}~-]++";
  private static final String LOCAL =
      "(?<local>%1$s(?:[.]%1$s)*+|\"[\\x20-\\x7e&&[^\"\\\\<>]]++\")".formatted(ATOM);
  private static final String DOMAIN =
      "(?<domain>\\[[\\w.:-]++]|[^\\p{Cntrl}\\s\"(),:;<>@\\[\\\\\\]]++)";

  // Signs that could begin another mailbox, a group or a route stand in quotes alone.
  private static final String NAME =
      "(?<name>(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\"\\\\<>@,:;\\[\\]])*+)";
  private static final Pattern BARE = Pattern.compile(LOCAL + "@" + DOMAIN);
  private static final Pattern NAMED = Pattern.compile(NAME + "<" + LOCAL + "@" + DOMAIN + ">");
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\"");
  private static final Pattern HOST = Pattern.compile("\\[.*]|[A-Za-z0-9_-]+([.][A-Za-z0-9_-]+)*");

  // IDNA 2003, which Java has, makes of these another domain than IDNA 2008.
  private static final Pattern DEVIATING = Pattern.compile("[\\u00df\\u03c2\\u200c\\u200d]");

  public MailAddress {
    Objects.requireNonNull(address);
  }

  /**
   * The one mailbox of a text such as {@code ada@example.org} or {@code Ada <ada@example.org>}.
   * Empty for anything else that a mail program might take for one or several recipients: a list, a
   * group, a route through other hosts, a comment behind the address, control characters. The name
   * is taken as it is written, encoded words too, and the domain is told in ASCII.
   */
  public static Optional<MailAddress> read(String text) {
    String one = text.strip();
    if (one.length() > LONGEST || text.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    Matcher bare = BARE.matcher(one);
    if (bare.matches()) {
      return mailbox(bare, null);
    }
    Matcher named = NAMED.matcher(one);
    return named.matches() ? mailbox(named, named.group("name")) : Optional.empty();
  }

  private static Optional<MailAddress> mailbox(Matcher found, @Nullable String name) {
    String domain = domain(found.group("domain"));
    if (domain == null) {
      return Optional.empty();
    }
    String shown = name == null ? "" : QUOTED.matcher(name).replaceAll(MailAddress::unquoted);
    String clean = shown.strip();
    return Optional.of(
        new MailAddress(found.group("local") + "@" + domain, clean.isEmpty() ? null : clean));
  }

  private static String unquoted(MatchResult quoted) {
    return Matcher.quoteReplacement(quoted.group(1).replaceAll("\\\\(.)", "$1"));
  }

  // Some letters of other scripts become @ or a comma on their way into ASCII.
  private static @Nullable String domain(String written) {
    try {
      String domain = written.startsWith("[") ? written : IDN.toASCII(written);
      boolean safe = HOST.matcher(domain).matches() && !DEVIATING.matcher(written).find();
      return safe ? domain : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
