@NullMarked
package io.auterity.platform.provider.call;

import org.jspecify.annotations.NullMarked;
