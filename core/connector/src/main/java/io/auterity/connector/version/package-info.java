/** Connector files that were installed: their versions, what differs, and which is in force. */
@NullMarked
package io.auterity.connector.version;

import org.jspecify.annotations.NullMarked;
