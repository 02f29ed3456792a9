/** What was proven of connector files, by runs of contract suites. */
@NullMarked
package io.auterity.connector.evidence;

import org.jspecify.annotations.NullMarked;
