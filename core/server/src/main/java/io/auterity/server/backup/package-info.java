/** Backup and restore of the embedded database from the command line. */
@NullMarked
package io.auterity.server.backup;

import org.jspecify.annotations.NullMarked;
