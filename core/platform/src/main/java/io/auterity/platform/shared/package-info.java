/** The store that servers share beside the database, and may do without. */
@NullMarked
package io.auterity.platform.shared;

import org.jspecify.annotations.NullMarked;
