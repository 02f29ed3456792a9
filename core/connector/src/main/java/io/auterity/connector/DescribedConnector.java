package io.auterity.connector;

import io.auterity.connector.plan.VendorHints;

/** A connector that tells people about its vendor, beside what its manifest tells the platform. */
public interface DescribedConnector {

  /** What it tells. */
  VendorHints hints();
}
