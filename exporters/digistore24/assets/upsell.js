if (typeof digistoreUpsell === "function") digistoreUpsell()
