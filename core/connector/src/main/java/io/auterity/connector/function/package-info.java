/** The functions that expressions of connector files have beside CEL's; all pure. */
@NullMarked
package io.auterity.connector.function;

import org.jspecify.annotations.NullMarked;
