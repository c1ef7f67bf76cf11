"use client";

import { useState, type ComponentType, type ReactNode } from "react";
import { OnDemand } from "./on-demand";

/** What was typed before there was a panel to type into; `entered`: Enter came after it. */
export type TypedEarly = { text: string; entered: boolean };

type EarlyFieldProps<P> = {
  load: () => Promise<ComponentType<P>>;
  /** As the panel's own field is called; null: it has none. */
  label: string | null;
  /** Puts the field where the panel's own will be. */
  className: string;
  onType?: (text: string) => void;
  /** Stands there as well until the code has come. */
  beside?: ReactNode;
  children: (Part: ComponentType<P>, typed: TypedEarly) => ReactNode;
  /** Escape was pressed, or the code could not be fetched. */
  onCancel: () => void;
};

/** `OnDemand` for what one types into at once: a field takes the keys until the panel's code is there. */
export function EarlyField<P>({ label, onCancel, ...props }: EarlyFieldProps<P>) {
  const [typed, setTyped] = useState<TypedEarly>({ text: "", entered: false });
  const [isComposing, setComposing] = useState(false);
  const waiting = (
    <>
      {props.beside}
      {label === null ? null : (
        <input
          autoFocus
          autoComplete="off"
          aria-label={label}
          placeholder={label}
          value={typed.text}
          onChange={(event) => {
            setTyped({ text: event.target.value, entered: false });
            props.onType?.(event.target.value);
          }}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return;
            if (event.key === "Escape") onCancel();
            if (event.key !== "Enter") return;
            // It may stand in somebody else's form.
            event.preventDefault();
            setTyped({ ...typed, entered: true });
          }}
          className={props.className}
        />
      )}
    </>
  );
  return (
    <OnDemand load={props.load} fallback={waiting} onFailure={onCancel}>
      {/* Letters on the way to a character would be lost with the field. */}
      {(Part) => (isComposing ? waiting : props.children(Part, typed))}
    </OnDemand>
  );
}
