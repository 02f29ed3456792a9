package io.auterity.inspect;

/** Verifies the check digits (checksums) of numbers. */
final class CheckDigits {

  private static final String MRZ_WEIGHTS = "731";

  /** By Luhn (ISO/IEC 7812). */
  static boolean luhn(CharSequence digits) {
    int sum = 0;
    boolean other = false;
    boolean any = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int digit = digits.charAt(i) - '0';
      any |= digit > 0;
      int twice = digit * 2;
      sum += other ? twice / 10 + twice % 10 : digit;
      other = !other;
    }
    return any && sum % 10 == 0;
  }

  /** Of a field of a machine readable zone (ICAO 9303), whose check digit stands behind it. */
  static boolean icao(CharSequence zone, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      char c = zone.charAt(i);
      int value = c == '<' ? 0 : Character.digit(c, 36);
      sum += value * (MRZ_WEIGHTS.charAt((i - from) % 3) - '0');
    }
    return zone.charAt(to) - '0' == sum % 10;
  }

  /** By weights that fall by one, as of Brazil's CPF. */
  static int elevens(CharSequence digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (digits.charAt(i) - '0') * (count + 1 - i);
    }
    int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  }
}
