/** What happens to a call when a vendor fails, shown with real connectors over real connections. */
@NullMarked
package io.auterity.faults;

import org.jspecify.annotations.NullMarked;
