package io.auterity.plugins.text;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import java.util.function.Consumer;

/**
 * Phone numbers that exist by the numbering plans of libphonenumber. Its search is slow, so it only
 * sees the windows of a text that hold enough digits.
 *
 * @param region country whose numbers need no country code
 */
record Phones(String region) implements Finder {

  @Override
  public void find(String text, Consumer<PersonalSpan> found) {
    DigitWindows windows = new DigitWindows(text);
    while (windows.next()) {
      findIn(text, windows.start(), windows.end(), found);
    }
  }

  private void findIn(String text, int start, int end, Consumer<PersonalSpan> found) {
    CharSequence window = text.subSequence(start, end);
    Iterable<PhoneNumberMatch> matches =
        PhoneNumberUtil.getInstance().findNumbers(window, region, Leniency.VALID, Long.MAX_VALUE);
    for (PhoneNumberMatch match : matches) {
      found.accept(
          new PersonalSpan(PersonalData.PHONE, start + match.start(), start + match.end()));
    }
  }
}
