package io.auterity.plugins.text;

import java.util.Locale;

/** Kinds of personal data, the surest first: it names a place where findings overlap. */
enum PersonalData {
  EMAIL,
  IBAN,
  CARD,
  IP_ADDRESS,
  US_SSN,
  PHONE;

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
