/** The evidence for connector files, from runs of contract suites. */
@NullMarked
package io.auterity.connector.evidence;

import org.jspecify.annotations.NullMarked;
