package io.auterity.plugins.text;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.InetAddressValidator;

/** IPv4 addresses of four numbers, and IPv6 addresses. */
record IpAddresses() implements Finder {

  private static final Pattern VERSION_4 =
      Pattern.compile("(?<![\\w.])(?:\\d{1,3}\\.){3}\\d{1,3}(?!\\w|\\.\\d)");
  private static final Pattern VERSION_6 =
      Pattern.compile(
          "(?<![\\w:.])(?=[0-9a-fA-F:.]{0,44}\\d)[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,40}(?![\\w:])");

  @Override
  public void find(String text, Consumer<PersonalSpan> found) {
    InetAddressValidator rules = InetAddressValidator.getInstance();
    Matcher four = VERSION_4.matcher(text);
    while (four.find()) {
      if (rules.isValidInet4Address(four.group())) {
        found.accept(new PersonalSpan(PersonalData.IP_ADDRESS, four.start(), four.end()));
      }
    }
    Matcher six = VERSION_6.matcher(text);
    while (six.find()) {
      int end = endOfVersion6(rules, text, six);
      if (end > six.start()) {
        found.accept(new PersonalSpan(PersonalData.IP_ADDRESS, six.start(), end));
      }
    }
  }

  /** The end of the address without the full stop or colon that may follow it in a sentence. */
  private static int endOfVersion6(InetAddressValidator rules, String text, Matcher six) {
    int end = six.end();
    while (end > six.start() && !rules.isValidInet6Address(text.substring(six.start(), end))) {
      if (".:".indexOf(text.charAt(end - 1)) < 0) {
        return six.start();
      }
      end--;
    }
    return end;
  }
}
