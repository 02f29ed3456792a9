package io.auterity.cli.savings;

import java.util.List;
import java.util.Locale;

/** A chart of what each policy cost and how often it was right, as SVG. */
final class SavingsChart {

  private static final int WIDTH = 720;
  private static final int ROW = 64;
  private static final int LEFT = 120;
  private static final int BARS = 420;

  static String svg(List<PolicyResult> results) {
    double most = results.stream().mapToDouble(one -> one.cost().doubleValue()).max().orElse(0);
    StringBuilder svg = new StringBuilder();
    int height = 56 + ROW * results.size();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" \
        font-family="sans-serif" font-size="14" role="img" aria-label="Cost and accuracy by policy">
        <rect width="%1$d" height="%2$d" fill="#fff"/>
        <text x="16" y="28" font-size="16" font-weight="bold">Cost and accuracy of the same calls</text>
        """
            .formatted(WIDTH, height));
    for (int i = 0; i < results.size(); i++) {
      PolicyResult one = results.get(i);
      double cost = most <= 0 ? 0 : BARS * one.cost().doubleValue() / most;
      int top = 48 + ROW * i;
      svg.append(
          String.format(
              Locale.ROOT,
              """
              <text x="16" y="%d">%s</text>
              <rect x="%d" y="%d" width="%.1f" height="18" fill="#3567c4"/>
              <text x="%.1f" y="%d">%s USD</text>
              <rect x="%d" y="%d" width="%.1f" height="18" fill="#4c9f70"/>
              <text x="%.1f" y="%d">%.1f %% right</text>
              """,
              top + 24,
              one.policy(),
              LEFT,
              top,
              cost,
              LEFT + cost + 8,
              top + 14,
              one.cost().stripTrailingZeros().toPlainString(),
              LEFT,
              top + 22,
              BARS * one.accuracy(),
              LEFT + BARS * one.accuracy() + 8,
              top + 36,
              100 * one.accuracy()));
    }
    return svg.append("</svg>\n").toString();
  }
}
