package io.auterity.connector;

import io.auterity.connector.plan.VendorHints;
import io.auterity.spi.Connector;
import java.util.List;
import java.util.Map;

/** A connector that tells people about its vendor, beside what its manifest tells the platform. */
public interface DescribedConnector {

  /** What it tells. */
  VendorHints hints();

  /**
   * What each operation does, as a digest by its name in the manifest: another version of the
   * connector does the same where that is the same.
   */
  Map<String, String> digests();

  /**
   * The types of events that it reads of what its vendor sends, e.g. {@code tracker.issue.*}, where
   * {@code *} stands for what is only known when one comes.
   */
  List<String> eventTypes();

  /** What any connector tells; nothing where it is none of these. */
  static VendorHints hintsOf(Connector<?> connector) {
    return connector instanceof DescribedConnector described ? described.hints() : VendorHints.NONE;
  }

  /** The digests of any connector's operations; none where nothing is known of them. */
  static Map<String, String> digestsOf(Connector<?> connector) {
    return connector instanceof DescribedConnector described ? described.digests() : Map.of();
  }
}
