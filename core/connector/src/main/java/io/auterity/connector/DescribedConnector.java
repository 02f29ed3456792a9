package io.auterity.connector;

import io.auterity.connector.plan.VendorHints;
import io.auterity.spi.Connector;

/** A connector that tells people about its vendor, beside what its manifest tells the platform. */
public interface DescribedConnector {

  /** What it tells. */
  VendorHints hints();

  /** What any connector tells; nothing where it is none of these. */
  static VendorHints hintsOf(Connector<?> connector) {
    return connector instanceof DescribedConnector described ? described.hints() : VendorHints.NONE;
  }
}
