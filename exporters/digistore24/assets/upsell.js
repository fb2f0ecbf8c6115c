digistoreUpsell()
