@NullMarked
package io.auterity.platform.provider.store;

import org.jspecify.annotations.NullMarked;
